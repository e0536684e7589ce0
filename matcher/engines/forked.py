"""Work shared out over processes that see the same tables.

A forked process reads what its parent built without copying it, and each has an interpreter of its
own, so two cores really do twice as much; threads gained a fifth. Where a system cannot
fork, the work is done one part after the other.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def shared_out(work: Callable[[Part], Result], parts: Sequence[Part], processes: int) -> Iterator[Result]:
    """Give ``work(part)`` for each part, in order, worked out side by side.

    Parameters
    ----------
    work : what to do; it changes nothing that another part reads.
    parts : what to do it to.
    processes : how many at once, at least 1; with 1 nothing is forked. A program that runs threads of
        its own should not fork.

    Raises
    ------
    RuntimeError
        When a process ended without an answer, as when the system ran out of memory.

    Examples
    --------
    >>> list(shared_out(abs, [-3, 2, -1], processes=1))
    [3, 2, 1]
    """
    processes = min(processes, len(parts))
    if processes <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, parts)
        return
    fork = multiprocessing.get_context("fork")
    answers: list[Connection] = []
    workers = []
    try:
        for first in range(processes):
            answer, outlet = fork.Pipe(duplex=False)
            worker = fork.Process(target=serve, args=(work, parts[first::processes], outlet), daemon=True)
            worker.start()
            outlet.close()
            answers.append(answer)
            workers.append(worker)
        for number in range(len(parts)):
            yield _received(answers[number % processes])
    finally:
        for answer, worker in zip(answers, workers, strict=True):
            answer.close()
            worker.terminate()
            worker.join()


def serve(work: Callable[[Part], Any], parts: Sequence[Part], outlet: Any) -> None:
    """Do one process's parts and send each result, or the error that stopped it."""
    with suppress(BrokenPipeError):  # nobody listens any more
        for part in parts:
            try:
                result = work(part)
            except Exception as error:  # noqa: BLE001 - raised again where it is asked for
                outlet.send((None, error))
                return
            outlet.send((result, None))


def _received(answer: Connection) -> Any:
    try:
        result, error = answer.recv()
    except EOFError:
        raise RuntimeError(
            "A process that ranked ended without an answer; perhaps memory ran out. Ask with fewer processes."
        ) from None
    if error is not None:
        raise error
    return result
