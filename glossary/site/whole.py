"""A site is whole or not there: built aside, then renamed; two builds never write one folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

WAIT = 600  # seconds for another build of the same folder


def locks() -> Path:
    """The folder of locks: the same for all, whatever TMPDIR says to one of them."""
    everyones = Path("/tmp")
    if os.name == "posix" and os.access(everyones, os.W_OK):
        return everyones
    return Path(tempfile.gettempdir())


class Aside:
    """The folder in which a site is built before it stands in its place.

    Args:
        site: where it is to stand.

    Raises:
        TimeoutError: if another build of it does not end.
    """

    def __init__(self, site: Path):
        site = site.resolve()  # a link stays one, and what it leads to is whole
        self.site = site
        self.folder = site.with_name(f".{site.name}.unfinished")
        self.old = site.with_name(f".{site.name}.old")
        site.parent.mkdir(parents=True, exist_ok=True)
        # Not beside the site, and never removed: who waits for it would lock a file that is gone.
        name = hashlib.sha256(str(site).encode()).hexdigest()[:16]
        self._lock = FileLock(locks() / f"glossary-build-{name}.lock", mode=0o666)
        try:
            self._lock.acquire(timeout=WAIT)
        except Timeout:
            raise TimeoutError(f"{site}: another build of it does not end: stop it") from None
        self.clear()

    def clear(self) -> None:
        """Remove what a build that was broken off has left."""
        for left in (self.folder, self.old):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the site into its place."""
        if self.site.exists():
            self.site.rename(self.old)
        self.folder.rename(self.site)

    def close(self) -> None:
        """Remove what is left, whole or not, and let the next build begin."""
        self.clear()
        self._lock.release()
