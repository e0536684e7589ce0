"""A file between its preview and the word to store it: whole, locked, the right hands, and not for long."""

import os
import time
from pathlib import Path

import pytest

from service.files import waiting

CONTENT = b"id;goals\nD-1;arbeta hemligt\n"


def test_it_comes_back_whole_to_the_same_hands_only(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    key = waiting.leave("eva", "deltagare", "fil å.csv", CONTENT, folder=folder)
    assert waiting.look("eva", "deltagare", key, folder=folder) == ("fil å.csv", CONTENT)
    assert waiting.look("bo", "deltagare", key, folder=folder) is None
    assert waiting.look("eva", "platser", key, folder=folder) is None
    assert waiting.look("eva", "deltagare", key[::-1], folder=folder) is None


def test_what_lies_on_the_disk_says_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    waiting.leave("eva", "deltagare", "hemlig-fil.csv", CONTENT, folder=folder)
    (path,) = folder.iterdir()
    assert not {b"hemlig", b"arbeta", b"goals"} & set(path.read_bytes().split())
    assert b"arbeta" not in path.read_bytes()
    assert "eva" not in path.name
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_what_has_been_changed_on_the_disk_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    key = waiting.leave("eva", "platser", "a.csv", CONTENT, folder=folder)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert waiting.look("eva", "platser", key, folder=folder) is None


def test_an_older_one_goes_and_others_stay(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    first = waiting.leave("eva", "platser", "a.csv", CONTENT, folder=folder)
    other = waiting.leave("bo", "platser", "b.csv", CONTENT, folder=folder)
    second = waiting.leave("eva", "platser", "c.csv", CONTENT, folder=folder)
    assert waiting.look("eva", "platser", first, folder=folder) is None
    assert waiting.look("bo", "platser", other, folder=folder) is not None
    waiting.forget("eva", second, folder=folder)
    assert waiting.look("eva", "platser", second, folder=folder) is None
    assert len(list(folder.iterdir())) == 1


def test_after_an_hour_it_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    key = waiting.leave("eva", "platser", "a.csv", CONTENT, folder=folder)
    (path,) = folder.iterdir()
    old = time.time() - waiting.KEPT_SECONDS - 1
    os.utime(path, (old, old))
    assert waiting.look("eva", "platser", key, folder=folder) is None
    assert not path.exists()


def test_no_more_than_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    folder = tmp_path / "w"
    for name in ("a", "b"):
        waiting.leave(name, "platser", "a.csv", CONTENT, folder=folder)
    with pytest.raises(waiting.Full):
        waiting.leave("c", "platser", "a.csv", CONTENT, folder=folder)
    waiting.leave("a", "platser", "a.csv", CONTENT, folder=folder)


def test_a_folder_that_others_can_reach_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    folder.mkdir(mode=0o700)
    folder.chmod(0o755)
    with pytest.raises(waiting.Unsafe):
        waiting.leave("eva", "platser", "a.csv", CONTENT, folder=folder)
    link = tmp_path / "link"
    (tmp_path / "own").mkdir(mode=0o700)
    link.symlink_to(tmp_path / "own")
    with pytest.raises(waiting.Unsafe):
        waiting.leave("eva", "platser", "a.csv", CONTENT, folder=link)
