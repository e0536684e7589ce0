"""Memory: what a process takes, and what its children take beside it."""

import multiprocessing
import time

import numpy as np
import pytest

from evaluation import memory

MEGABYTE = 2**20


def test_memory_is_at_least_what_was_just_used():
    before = memory.peak_memory()
    block = np.ones(before + 64 * MEGABYTE, dtype=np.uint8)
    assert memory.peak_memory() > before
    assert block.nbytes < memory.peak_memory()


def test_a_child_is_counted_beside_its_parent():
    def grow():
        block = np.ones(200 * MEGABYTE, dtype=np.uint8)
        time.sleep(1)
        assert block.any()

    with memory.watched_memory() as alone:
        time.sleep(0.3)
    if not alone.most:
        pytest.skip("the system does not tell how memory is shared")
    with memory.watched_memory() as family:
        child = multiprocessing.get_context("fork").Process(target=grow)
        child.start()
        child.join()
    assert child.exitcode == 0
    assert family.most > alone.most + 150 * MEGABYTE


def test_a_system_that_does_not_tell_gives_nothing(monkeypatch):
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    with memory.watched_memory() as family:
        pass
    assert family.most == 0
