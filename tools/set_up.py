"""Set-up of the environment in .venv/, for the Makefile. Standard library only.

Done once; done again when requirements.txt, pyproject.toml or the Python has changed. Torch is
taken alone from PyTorch's index of CPU builds: PyPI's Linux build brings gigabytes of CUDA.

`set_up.py labs` also installs what the notebooks need, from requirements-labs.txt.

By hand and not by uv: Python's own venv and pip are all that a clone needs this way, and pip reads
the mirrors and folders of packages that a machine has been given.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
READY = VENV / ".ready"
READY_FOR_LABS = VENV / ".ready-for-labs"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
LABS = "requirements-labs.txt"
LOCK = ROOT / ".cache/set-up.lock"
OLDEST = (3, 11)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other set-up runs in this folder.

    The lock is the system's, on an open file: it ends with the process, however that ends.
    """
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("a") as file:
        if not lock(file, wait=False):
            print("set-up: another set-up runs in this folder: waiting for it", flush=True)
            while not lock(file, wait=True):
                time.sleep(0.5)
        yield


def lock(file: IO[str], wait: bool) -> bool:
    """Lock an open file; without `wait` say at once whether that could be done."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def main(labs: bool = False) -> None:
    """Make .venv/ match requirements.txt, or do nothing where it does.

    Args:
        labs: whether to make it match requirements-labs.txt too.
    """
    if sys.version_info < OLDEST:
        sys.exit(
            f"set-up: Python {OLDEST[0]}.{OLDEST[1]} or later is needed, this is "
            f"{sys.version.split()[0]}: run `make PYTHON=python3.12 ...`"
        )
    began, done = time.monotonic(), False
    wanted = fingerprint("requirements.txt", "pyproject.toml")
    if not is_ready(READY, wanted):
        done = True
        READY.unlink(missing_ok=True)
        READY_FOR_LABS.unlink(missing_ok=True)
        if not usable():
            print("set-up: making .venv/", flush=True)
            make_venv()
        install()
        READY.write_text(wanted)
    wanted = fingerprint("requirements.txt", "pyproject.toml", LABS)
    if labs and not is_ready(READY_FOR_LABS, wanted):
        done = True
        READY_FOR_LABS.unlink(missing_ok=True)
        print(f"set-up: installing {LABS}", flush=True)
        run([*pip(), "--no-deps", "-r", str(ROOT / LABS)])
        READY_FOR_LABS.write_text(wanted)
    if not done:
        return
    seconds = time.monotonic() - began
    size = sum(path.lstat().st_size for path in VENV.rglob("*") if not path.is_dir())
    print(f"set-up: done in {seconds:.0f} s, .venv/ is {size / 1e6:.0f} MB", flush=True)


def is_ready(mark: Path, wanted: str) -> bool:
    """Whether a set-up was finished, and with what is wanted now."""
    return mark.exists() and mark.read_text() == wanted and python().exists()


def fingerprint(*names: str) -> str:
    """What .venv/ depends on: the files that say what is needed, Python, place."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{sys.version} {ROOT}".encode())
    return digest.hexdigest()


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable() -> bool:
    """Whether .venv/ holds this Python with a working pip, as a finished venv does."""
    if not python().exists():
        return False
    done = subprocess.run(
        [python(), "-c", "import sys, pip; print(sys.version)"],
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() == sys.version


def make_venv() -> None:
    """Make a fresh .venv/."""
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", VENV])
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "set-up: this Python cannot make environments: on Debian and Ubuntu run "
            "`apt-get install python3-venv`, then the same command again"
        )


def pip() -> list[str | Path]:
    """The command that installs."""
    return [
        python(), "-m", "pip", "install",
        "--disable-pip-version-check", "--no-input", "--quiet",
    ]  # fmt: skip


def install() -> None:
    """Install torch, then all of requirements.txt."""
    requirements = (ROOT / "requirements.txt").read_text()
    torch = re.search(r"^torch==\S+", requirements, re.MULTILINE)
    if not torch:
        sys.exit("set-up: requirements.txt has no line `torch==<version>`: put it back")
    print(f"set-up: installing {torch[0]} (CPU build)", flush=True)
    # One try and a short wait: where that index cannot be reached, the default one serves.
    only_cpu = ["--index-url", CPU_INDEX, "--retries", "0", "--timeout", "10"]
    tried = subprocess.run(
        [*pip(), torch[0], "--no-deps", *only_cpu], capture_output=True, text=True
    )
    if tried.returncode:
        print(f"set-up: {CPU_INDEX} did not serve it; using the default index")
        run([*pip(), torch[0]])
    print("set-up: installing requirements.txt", flush=True)
    run([*pip(), "-r", str(ROOT / "requirements.txt")])


def run(command: list[str | Path]) -> None:
    """Run a command from the root; stop with one line if it fails."""
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode:
        words = " ".join(str(word) for word in command[2:])
        sys.exit(
            f"set-up: `{words}` failed (above): check the network and the free "
            "space, then run the same command again"
        )


if __name__ == "__main__":
    try:
        with alone():
            main(labs=sys.argv[1:] == ["labs"])
    except OSError as error:
        sys.exit(
            f"set-up: {error}: make room or mend the rights of that place, then run the "
            "same command again"
        )
    except KeyboardInterrupt:
        sys.exit("\nset-up: interrupted; run the same command again to finish it")
