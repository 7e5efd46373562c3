"""What the kernel itself refuses to a block that runs; test_running.py has inputs by torch."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from pathlib import Path

import pytest

from glossary.proof import landlock

HERE = pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock")


def attempts(folder: Path, outside: Path, port: int, pipe) -> None:
    """In a process of its own: what goes and what does not, once it is confined."""
    pipe.send(landlock.confine(folder))
    for what in (
        lambda: (folder / "made").mkdir(),
        lambda: (folder / "made/file").write_text("x"),
        lambda: (folder / "made/file").unlink(),
        lambda: Path(os.devnull).write_text("x"),
        lambda: (outside / "there").read_text(),
        lambda: list(outside.iterdir()),
        lambda: (outside / "new").write_text("x"),
        lambda: (outside / "there").write_text("x"),
        lambda: (outside / "there").unlink(),
        lambda: (outside / "folder").mkdir(),
        lambda: (outside / "link").symlink_to("x"),
        lambda: os.truncate(outside / "there", 0),
        lambda: socket.create_connection(("127.0.0.1", port)).close(),
    ):
        try:
            what()
            pipe.send(True)
        except OSError:
            pipe.send(False)


@HERE
def test_files_change_in_the_folder_only_and_all_can_be_read(tmp_path):
    folder, outside = tmp_path / "own", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "there").write_text("as it was")
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        process = context.Process(target=attempts, args=(folder, outside, port, theirs))
        process.start()
        said = [ours.recv() for _ in range(14)]
        process.join()
    assert said[:7] == [True] * 7
    assert said[7:13] == [False] * 6
    assert said[13] == (landlock.version() < landlock.TCP_FROM)
    assert (outside / "there").read_text() == "as it was"
    assert [path.name for path in outside.iterdir()] == ["there"]


def test_where_there_is_none_nothing_is_claimed(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert landlock.version() == 0
    assert landlock.confine(tmp_path) is False


@HERE
def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        landlock.confine(tmp_path / "missing")
    (tmp_path / "still").mkdir()  # nothing was taken from this process
