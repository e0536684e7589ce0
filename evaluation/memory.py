"""How much memory a process, and those it starts, take."""

import multiprocessing
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PAUSE: Final = 0.05
"""Seconds between two looks."""


@dataclass(slots=True)
class Family:
    """What was seen of a process and its children.

    Attributes
    ----------
    most : largest memory together, in bytes; a page that several share counts once. 0 where the system
        does not tell.
    """

    most: int = 0


@contextmanager
def watched_memory() -> Iterator[Family]:
    """Watch this process and its children from a process of its own, for as long as the block runs."""
    family = Family()
    if not Path("/proc/self/smaps_rollup").exists() or "fork" not in multiprocessing.get_all_start_methods():
        yield family
        return
    fork = multiprocessing.get_context("fork")
    mine, theirs = fork.Pipe()
    watcher = fork.Process(target=_watch, args=(os.getpid(), theirs), daemon=True)
    watcher.start()
    try:
        yield family
        mine.send(None)
        family.most = mine.recv()
    finally:
        watcher.terminate()
        watcher.join()


def _watch(parent: int, line: Any) -> None:
    most = 0
    while not line.poll(PAUSE):
        most = max(most, sum(_share(pid) for pid in (parent, *_children(parent)) if pid != os.getpid()))
    line.send(most)


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [(task / "children").read_text() for task in tasks]
    except OSError:  # it ended while it was looked at
        return []
    return [int(child) for line in found for child in line.split()]


def _share(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) * 1024 if found else 0


def peak_memory() -> int:
    """Give the largest resident memory of this process so far, in bytes.

    Linux keeps it as ``VmHWM``, which, unlike ``getrusage``, a new program does not inherit.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(), re.MULTILINE)):
        return int(found.group(1)) * 1024
    import resource  # noqa: PLC0415 - not on every system, and only needed where /proc is missing

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
