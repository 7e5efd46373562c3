"""The memory of a process in large pages, where Linux can.

A fork copies a table of all pages, and a process that ends takes its own apart: a server that has
imported torch has 50,000, and both together took 24 ms. Of large ones it has few: 6 ms. (What a
fork then writes to is still copied by 4 kB.)
"""

from __future__ import annotations

import ctypes
from pathlib import Path

MADV_COLLAPSE = 25
"""Of <linux/mman.h>, since Linux 6.1; an older one refuses it, and nothing is lost."""

LARGE = 2 * 2**20  # bytes of a large page, on x86-64, and on ARM with pages of 4 kB
MAPS = Path("/proc/self/maps")


def own_memory(maps: str) -> list[tuple[int, int]]:
    """Address and bytes of whole large pages in what a process has written for itself.

    Args:
        maps: the text of /proc/self/maps.
    """
    found = []
    for line in maps.splitlines():
        span, access, _, _, inode, *name = line.split(maxsplit=5)
        if access.startswith("rw") and inode == "0" and name in ([], ["[heap]"]):
            first, end = (int(address, 16) for address in span.split("-"))
            first, end = -(-first // LARGE) * LARGE, end // LARGE * LARGE
            if end > first:
                found.append((first, end - first))
    return found


def collapse() -> None:
    """Ask for large pages; what cannot have one stays as it is, and so does all but on Linux."""
    if not MAPS.exists():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for address, size in own_memory(MAPS.read_text("ascii", "replace")):
        advise(address, size, MADV_COLLAPSE)
