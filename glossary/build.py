"""Build the site into a folder for the tests, and say beside it how that went."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Build the project in the current folder into folder/site.

    folder/status appears when it is done: empty, or with what MkDocs said of the failure.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", folder / "site"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    # Renamed into place, so that whoever waits for it never reads half of it.
    unfinished = folder / "status.unfinished"
    unfinished.write_text(
        (done.stdout or "no reason given") if done.returncode else "", "utf-8"
    )
    unfinished.rename(folder / "status")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
