"""What forks a block has its memory in large pages, where Linux can."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.proof.large_pages import own_memory

MAPS = """\
00400000-00800000 rw-p 00000000 fe:00 394 /usr/bin/python3
00800000-00900000 rw-p 00000000 00:00 0 [heap]
01000000-01900000 rw-p 00000000 00:00 0 [heap]
7f0000100000-7f0000900000 rw-p 00000000 00:00 0
7f0000900000-7f0000f00000 r--p 00000000 00:00 0
7f0001000000-7f0001400000 rw-p 00000000 00:00 0 [stack]
7f0001400000-7f0001800000 rw-s 00000000 00:01 99 /dev/zero (deleted)
"""

MEMORY = """\
from pathlib import Path

def large():
    told = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in told if "AnonHugePages" in line)

many = [object() for _ in range(10**6)]
before = large()
import glossary.proof.in_large_pages
print(large() - before)
"""


def test_only_whole_large_pages_of_what_was_written_are_asked_for():
    size = 2 * 2**20
    assert own_memory(MAPS) == [(0x1000000, 4 * size), (0x7F0000200000, 3 * size)]


SIZE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")


def can_collapse() -> bool:
    if not SIZE.exists() or int(SIZE.read_text()) != 2 * 2**20:
        return False
    return [int(part) for part in platform.release().split(".")[:2]] >= [6, 1]


@pytest.mark.skipif(not can_collapse(), reason="only Linux from 6.1 on can")
def test_memory_is_in_large_pages_afterwards():
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert int(done.stdout) > 8_000  # kB, of 16,000
