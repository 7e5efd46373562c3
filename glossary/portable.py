"""`make test-portable`: the same output on other machines, as far as one machine can tell.

The page suite is run under settings in which a fragile output would move: other instruction sets
of torch and NumPy, other numbers of threads, another order, locale, time zone and hash seed. Then
the NumPy scripts are run by each other Python that is found, with the pinned NumPy.

    python -m glossary.portable             all settings
    python -m glossary.portable --list      say what would be run, and what this machine lacks
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from glossary import ROOT
from glossary.checks import output_of, scripts_of
from glossary.problems import shown_path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
WIDE = ("AVX512F", "AVX512_SKX", "AVX512_ICL", "AVX512_SPR", "X86_V4")


def settings() -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Each setting: its name, environment variables, and options of pytest."""
    yield "as it is", {}, []
    for level in ("default", "avx2", "avx512"):
        if level == "default" or has_instructions(level):
            yield f"torch {level}", {"ATEN_CPU_CAPABILITY": level}, []
    found = numpy_features()
    if wide := [name for name in found if name in WIDE]:
        off = {"NPY_DISABLE_CPU_FEATURES": " ".join(wide)}
        yield "NumPy without AVX-512", off, []
    if found:
        off = {"NPY_DISABLE_CPU_FEATURES": " ".join(found)}
        yield "NumPy at its plainest", off, []
    yield "2 threads", {"OMP_NUM_THREADS": "2"}, []
    for seed in (1, 2):
        options = [
            "-p",
            "random_order",
            "--random-order",
            f"--random-order-seed={seed}",
        ]
        yield f"random order {seed}", {"PYTHONHASHSEED": str(seed)}, options
    yield "other place", {"TZ": "Pacific/Chatham", **other_locale()}, []


def missing() -> list[str]:
    """What this machine lacks to run every setting."""
    lacks = [
        f"torch {level}: this CPU does not have it"
        for level in ("avx2", "avx512")
        if not has_instructions(level)
    ]
    if other_locale().get("LC_ALL") == "C":
        lacks.append("a locale other than C: `locale -a` lists none (C is used)")
    found = {running(), *pythons()}
    lacks += [f"Python {v}: not found" for v in PYTHONS if v not in found]
    return lacks


def has_instructions(level: str) -> bool:
    """Whether this CPU has an instruction set."""
    import torch

    order = ["DEFAULT", "AVX2", "AVX512"]
    best = torch.backends.cpu.get_cpu_capability()
    return best in order and order.index(level.upper()) <= order.index(best)


def numpy_features() -> list[str]:
    """Instruction sets that this NumPy chooses at run time and this CPU has."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    return [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]


def other_locale() -> dict[str, str]:
    """A locale that writes numbers in another way, if there is one; else the plain C locale."""
    listed = ""
    if locale := shutil.which("locale"):
        listed = subprocess.run([locale, "-a"], capture_output=True, text=True).stdout
    for name in ("tr_TR", "de_DE", "fr_FR", "ar_EG"):
        for line in listed.split():
            if line.startswith(name):
                return {"LC_ALL": line}
    return {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def running() -> str:
    """Version of this Python, as 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def pythons() -> dict[str, Path]:
    """Other supported Pythons at hand, by version: on the path or in pyenv."""
    found = {}
    for version in PYTHONS:
        if version == running():
            continue
        on_path = shutil.which(f"python{version}")
        in_pyenv = sorted(
            (Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python")
        )
        for path in [*([on_path] if on_path else []), *reversed(in_pyenv)]:
            works = subprocess.run(
                [path, "-c", "import sys, venv; print(sys.version)"],
                capture_output=True,
                text=True,
            )
            if works.stdout.startswith(version):
                found[version] = Path(path)
                break
    return found


def numpy_scripts(root: Path) -> list[Path]:
    """Scripts that import nothing but NumPy and the standard library."""
    found = []
    for script in scripts_of(root):
        names = set()
        for node in ast.walk(ast.parse(script.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").split(".")[0])
        if names <= {"numpy", *sys.stdlib_module_names}:
            found.append(script)
    return found


def run_suite(
    name: str, variables: dict[str, str], options: list[str], root: Path
) -> bool:
    """Run the page suite under a setting; True if every output is the same."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "auto",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, *options, "docs", "README.md", "CONTRIBUTING.md"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"OMP_NUM_THREADS": "1", **os.environ, **variables},
    )
    last = next(
        (x for x in reversed(done.stdout.split("\n")) if x.strip()), "no output"
    )
    print(f"{name}: {last.strip('= ')}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def run_with(version: str, python: Path, root: Path) -> bool:
    """Run the NumPy scripts by another Python; True if every output is the same."""
    pinned = re.search(r"^numpy==\S+", (root / "requirements.txt").read_text(), re.M)[0]
    digest = hashlib.sha256(f"{python} {pinned}".encode()).hexdigest()[:12]
    place = Path(tempfile.gettempdir(), f"glossary-python-{version}-{digest}")
    own = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (place / ".ready").exists():
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([python, "-m", "venv", place], check=True)
        pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--only-binary=:all:", pinned], check=True)
        (place / ".ready").touch()

    def run(script: Path) -> str | None:
        done = subprocess.run(
            [own, "-I", "-X", "utf8", script],
            cwd=place,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        expected = output_of(script).read_text("utf-8")
        if done.returncode == 0 and done.stdout == expected:
            return None
        return f"{shown_path(script, root)}:\n{done.stdout}{done.stderr}"

    scripts = numpy_scripts(root)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [text for text in pool.map(run, scripts) if text]
    print(
        f"Python {version}: {len(scripts)} NumPy scripts, {len(wrong)} differ",
        flush=True,
    )
    print("\n".join(wrong), end="")
    return bool(scripts) and not wrong


def main(root: Path = ROOT) -> int:
    """Run everything; return the number of settings under which an output moved."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    for line in missing():
        print(f"not at hand: {line}")
    if given.list:
        for name, variables, options in settings():
            print(name, variables, *options)
        for version, path in pythons().items():
            print(f"Python {version}: {path}")
        return 0
    failed = [s[0] for s in settings() if not run_suite(*s, root)]
    failed += [
        f"Python {v}" for v, path in pythons().items() if not run_with(v, path, root)
    ]
    total = sum(1 for _ in settings()) + len(pythons())
    print(
        f"portable: {total - len(failed)} passed, {len(failed)} failed {' '.join(failed)}"
    )
    return len(failed)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
