"""Linux's own limit on what a process may change and whom it may call: Landlock.

An audit hook hears of what goes through Python. This holds for code in C and C++ too. It is in
Linux since 5.13; elsewhere there is the audit hook alone. The numbers are those of
include/uapi/linux/landlock.h: https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path

CREATE, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION, PATH_BENEATH = 1, 1
NO_NEW_PRIVILEGES = 38  # prctl
WRITE_FILE, EXECUTE_AND_READ = 1 << 1, (1 << 0) | (1 << 2) | (1 << 3)
BY_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version knows; later ones know no more."""
TCP_FROM, TCP = 4, (1 << 0) | (1 << 1)
"""The first version that knows the network; to bind and to connect."""


def version() -> int:
    """Of Landlock in this kernel; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(libc().syscall(CREATE, None, ctypes.c_size_t(0), VERSION)))


def libc() -> ctypes.CDLL:
    """The C library, which has no functions of these names: they are called by number."""
    return ctypes.CDLL(None, use_errno=True)


def confine(*folders: Path) -> bool:
    """From here on let this thread, and those it starts, change files only in these folders, and
    call nobody by TCP. There is no way back.

    Returns:
        Whether the kernel can do that.

    Raises:
        OSError: if it can and refuses.
    """
    has = version()
    if not has:
        return False
    changes = ((1 << BY_FILES[min(has, max(BY_FILES))]) - 1) & ~EXECUTE_AND_READ
    handled = struct.pack("=Q", changes)
    if has >= TCP_FROM:
        handled += struct.pack("=Q", TCP)
    c = libc()

    def call(number: int, *arguments: object) -> int:
        result = c.syscall(number, *arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
        return int(result)

    rules = call(CREATE, handled, ctypes.c_size_t(len(handled)), 0)
    allowed = [(str(folder), changes) for folder in folders]
    allowed.append((os.devnull, WRITE_FILE))
    for path, access in allowed:
        place = os.open(path, os.O_PATH)
        call(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", access, place), 0)
        os.close(place)
    if c.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs is refused")
    call(RESTRICT_SELF, rules, 0)
    os.close(rules)
    return True
