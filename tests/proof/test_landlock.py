"""What the kernel itself refuses to a block that runs; test_running.py has inputs by torch."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import socket
import struct
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


# What the kernel is asked, by a kernel of any version: the numbers are those of its header


class Kernel:
    """Stands in for the C library, and notes what it is asked."""

    def __init__(self, version: int, refuses: int | str = ""):
        self.version, self.refuses = version, refuses
        self.asked: list[tuple] = []
        self.opened: list[int] = []

    def syscall(self, number: int, *arguments) -> int:
        plain = tuple(getattr(one, "value", one) for one in arguments)
        if plain == (None, 0, 1):
            return self.version
        if number == 445:
            access, place = struct.unpack("=Qi", plain[2])
            self.opened.append(place)
            name = Path(f"/proc/self/fd/{place}").readlink()
            plain = (*plain[:2], access, str(name), plain[3])
        self.asked.append((number, *plain))
        if number == self.refuses:
            ctypes.set_errno(1)
            return -1
        return self.rules() if number == 444 else 0

    def rules(self) -> int:
        self.opened.append(os.open(os.devnull, os.O_RDONLY))
        return self.opened[0]

    def prctl(self, *arguments) -> int:
        self.asked.append(("prctl", *arguments))
        return -1 if self.refuses == "prctl" else 0


@pytest.fixture
def kernel(monkeypatch):
    def make(version: int, refuses: int | str = "") -> Kernel:
        made = Kernel(version, refuses)
        monkeypatch.setattr(landlock, "libc", lambda: made)
        return made

    return make


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is asked")


@LINUX
@pytest.mark.parametrize(
    ("version", "files", "network"),
    [
        (1, 0x1FF2, False),
        (2, 0x3FF2, False),
        (3, 0x7FF2, False),
        (4, 0x7FF2, True),
        (5, 0xFFF2, True),
        (7, 0xFFF2, True),
    ],
)
def test_each_version_is_asked_for_what_it_knows(
    kernel, tmp_path, version, files, network
):
    asked = kernel(version)
    assert landlock.version() == version
    assert landlock.confine(tmp_path) is True
    handled = struct.pack("=QQ", files, 3) if network else struct.pack("=Q", files)
    rules = asked.opened[0]
    assert asked.asked == [
        (444, handled, len(handled), 0),
        (445, rules, 1, files, str(tmp_path), 0),
        (445, rules, 1, 2, os.devnull, 0),
        ("prctl", 38, 1, 0, 0, 0),
        (446, rules, 0),
    ]
    for number in asked.opened:  # all are closed
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(number)


@LINUX
@pytest.mark.parametrize("version", [0, -1])
def test_a_kernel_without_it_is_asked_for_nothing(kernel, tmp_path, version):
    asked = kernel(version)
    assert landlock.version() == 0
    assert landlock.confine(tmp_path) is False
    assert asked.asked == []


@LINUX
@pytest.mark.parametrize("number", [444, 445, 446])
def test_a_kernel_that_refuses_is_told(kernel, tmp_path, number):
    asked = kernel(4, number)
    with pytest.raises(PermissionError, match="Landlock: Operation not permitted"):
        landlock.confine(tmp_path)
    for rules in asked.opened[:1]:
        os.close(rules)


@LINUX
def test_without_a_promise_to_get_no_new_privileges_it_stops(kernel, tmp_path):
    asked = kernel(4, "prctl")
    with pytest.raises(OSError, match="no_new_privs is refused"):
        landlock.confine(tmp_path)
    assert asked.asked[-1][0] == "prctl"
    os.close(asked.opened[0])
