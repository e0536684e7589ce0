"""Work shared out over processes: the same answers in the same order, and errors that arrive."""

import os

import pytest

from matcher.engines.forked import serve, shared_out


class Outlet:
    """A pipe's end that keeps what is sent, until nobody listens."""

    def __init__(self, room=99):
        self.sent, self.room = [], room

    def send(self, message):
        if len(self.sent) >= self.room:
            raise BrokenPipeError
        self.sent.append(message)


@pytest.mark.parametrize("processes", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_parts(processes):
    assert list(shared_out(lambda part: part * part, list(range(7)), processes)) == [n * n for n in range(7)]


def test_two_processes_are_two():
    mine = os.getpid()
    found = list(shared_out(lambda _: os.getpid(), [0, 1], 2))
    assert len({mine, *found}) == 3


def test_no_parts_need_no_process():
    assert list(shared_out(str, [], 2)) == []


def test_a_system_that_cannot_fork_does_one_after_the_other(monkeypatch):
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    assert list(shared_out(lambda _: os.getpid(), [0, 1], 2)) == [os.getpid()] * 2


def test_an_error_arrives_where_it_is_asked_for():
    with pytest.raises(ZeroDivisionError):
        list(shared_out(lambda part: 1 // part, [1, 0, 1], 2))


def test_a_process_that_dies_is_told():
    with pytest.raises(RuntimeError, match="ended without an answer"):
        list(shared_out(lambda part: os._exit(9) if part else part, [0, 1], 2))


def test_who_stops_listening_leaves_no_process():
    answers = shared_out(lambda part: (os.getpid(), part), list(range(100)), 2)
    pid, _ = next(answers)
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_sends_each_result_and_stops_at_an_error():
    outlet = Outlet()
    serve(lambda part: 1 // part, [1, 0, 1], outlet)
    assert outlet.sent[0] == (1, None)
    assert isinstance(outlet.sent[1][1], ZeroDivisionError)
    assert len(outlet.sent) == 2


def test_a_process_ends_when_its_parts_are_done():
    outlet = Outlet()
    serve(abs, [-1, -2], outlet)
    assert outlet.sent == [(1, None), (2, None)]


def test_a_process_that_nobody_hears_stops_quietly():
    outlet = Outlet(room=1)
    serve(abs, [-1, -2, -3], outlet)
    assert outlet.sent == [(1, None)]
