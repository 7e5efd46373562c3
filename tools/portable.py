"""`make test-portable`: the same output on other machines, as far as one machine can tell.

The page suite is run under settings in which a fragile output would move: other instruction sets
of torch and NumPy, other numbers of threads, another order, locale, time zone and hash seed. Then
the NumPy scripts are run by each other Python that is found, with the pinned NumPy.

    python -m tools.portable             all settings; the exit code is 1 if an output moves
    python -m tools.portable --list      say what would be run, and what this machine lacks
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from glossary import ROOT
from glossary.content.claims import output_of
from glossary.content.claims import script_paths as scripts_of
from glossary.content.knobs import TORCH

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
ASK = "import sys, venv; print(sys.version)"
WIDE = {"AVX512F", "AVX512_SKX", "AVX512_ICL", "AVX512_SPR", "X86_V4"}
"""NumPy's names for instruction sets that many machines lack."""

Setting = tuple[str, dict[str, str], list[str]]
"""A name, environment variables, and options of pytest."""


def settings() -> tuple[list[Setting], list[str]]:
    """What the page suite is run under, and what this machine lacks for more."""
    import torch
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    def without(features: list[str]) -> dict[str, str]:
        return {"NPY_DISABLE_CPU_FEATURES": " ".join(features)}

    found: list[Setting] = [
        ("as it is", {}, []),
        ("2 threads", {"OMP_NUM_THREADS": "2"}, []),
        ("torch at its plainest", {"ATEN_CPU_CAPABILITY": "default"}, []),
    ]
    lacks = []
    has = torch.backends.cpu.get_cpu_capability()
    for level, enough in (("avx2", ("AVX2", "AVX512")), ("avx512", ("AVX512",))):
        if has in enough:
            found.append((f"torch {level}", {"ATEN_CPU_CAPABILITY": level}, []))
        else:
            lacks.append(f"torch {level}: this CPU does not have it")
    features = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    if wide := [name for name in features if name in WIDE]:
        found.append(("NumPy without AVX-512", without(wide), []))
    if features:
        found.append(("NumPy at its plainest", without(features), []))
    for seed in ("1", "2"):
        order = ["-p", "random_order", "--random-order", f"--random-order-seed={seed}"]
        found.append((f"random order {seed}", {"PYTHONHASHSEED": seed}, order))
    place = {"TZ": "Pacific/Chatham", "LC_ALL": other_locale()}
    if place["LC_ALL"] == "C":
        place |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        lacks.append("a locale other than C: `locale -a` lists none (C is used)")
    return [*found, ("another place", place, [])], lacks


def other_locale() -> str:
    """A locale that writes numbers or letters in another way, or C where there is none."""
    if not shutil.which("locale"):
        return "C"
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout
    match = re.search(r"^(tr_TR|de_DE|fr_FR|ar_EG).*", listed, re.M)
    return match[0] if match else "C"


def pythons() -> dict[str, Path]:
    """Other supported Pythons at hand that work, by version: on the path or in pyenv."""
    found = {}
    for version in (v for v in PYTHONS if v != RUNNING):
        in_pyenv = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
        for path in [shutil.which(f"python{version}"), *sorted(in_pyenv, reverse=True)]:
            if path and printed([path, "-c", ASK]).startswith(f"{version}."):
                found[version] = Path(path)
                break
    return found


def printed(command: list[str | Path], **options: Any) -> str:
    """What a command prints, or why it fails."""
    options |= {"capture_output": True, "text": True, "encoding": "utf-8"}
    done = subprocess.run(command, **options)
    said: str = done.stderr if done.returncode else done.stdout
    return said


def page_suite(variables: dict[str, str], options: list[str], root: Path) -> str:
    """Run the page suite under a setting; what it says if an output moved."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto"]
    done = subprocess.run(
        [
            *command,
            "-p",
            "no:cacheprovider",
            *options,
            "docs",  # README.md and CONTRIBUTING.md hold no Python
        ],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"OMP_NUM_THREADS": "1", **os.environ, **variables},
    )
    return done.stdout + done.stderr if done.returncode else ""


def scripts_by(python: Path, place: Path, root: Path) -> str:
    """Run the NumPy scripts by another Python; where they print something else, what.

    Args:
        python: an interpreter.
        place: folder of an environment with the pinned NumPy; made if it is not there.
        root: the repository.
    """
    lines = (root / "requirements.txt").read_text("utf-8").split("\n")
    pinned = next(line.split()[0] for line in lines if line.startswith("numpy=="))
    own = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = place / f".{pinned}"
    if not ready.exists():
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([python, "-m", "venv", place], check=True)
        pip: list[str | Path] = [
            own,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        subprocess.run([*pip, "--only-binary=:all:", pinned], check=True)
        ready.touch()

    def differs(script: Path) -> str:
        found = printed([own, "-I", "-X", "utf8", script], cwd=place)
        right = output_of(script).read_text("utf-8")
        return "" if found == right else f"{script.relative_to(root)}:\n{found}"

    scripts = [s for s in scripts_of(root) if not TORCH.search(s.read_text("utf-8"))]
    if not scripts:
        return "no NumPy script was found"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return "".join(pool.map(differs, scripts))


def runs(root: Path) -> Iterator[tuple[str, partial[str]]]:
    """Each run: its name, and what to call; it returns a complaint or nothing."""
    for name, variables, options in settings()[0]:
        yield name, partial(page_suite, variables, options, root)
    for version, python in pythons().items():
        place = root / ".cache/portable" / version
        yield f"Python {version}", partial(scripts_by, python, place, root)


def main(root: Path = ROOT) -> int:
    """Run everything, or list it; return the number of runs in which an output moved."""
    lacks = [*(f"Python {v}" for v in PYTHONS if v not in {RUNNING, *pythons()})]
    for line in [*settings()[1], *lacks]:
        print(f"not at hand: {line}")
    if sys.argv[1:] == ["--list"]:
        print("\n".join(name for name, _ in runs(root)))
        return 0
    failed = []
    for name, run in runs(root):
        complaint = run()
        print(f"{name}: {'DIFFERS' if complaint else 'the same'}\n{complaint}", end="")
        sys.stdout.flush()
        failed += [name] if complaint else []
    print(f"portable: {len(failed)} runs differ: {', '.join(failed) or 'none'}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
