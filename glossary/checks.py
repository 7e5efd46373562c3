"""Checks of the sources that need no run: scripts, outputs, and how pages embed them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from glossary.fences import find_fences
from glossary.labs import check_labs
from glossary.problems import Problem, ProblemsFound, shown_path
from glossary.terms import load_terms

MAX_LINES = 30
MAX_COLUMNS = 88
LONGER_SCRIPTS = {
    "llm/a_whole_gpt_trains_and_writes.py": (60, "a complete GPT, nothing hidden"),
    "adapter/an_adapter_behind_any_layer.py": (31, "a class to copy, and its training"),
}
"""Scripts that may be longer: how long, and why."""

PAIR = re.compile(r"_(numpy|torch)$")
FORBIDDEN_CALLS = {
    "torch.manual_seed": "use torch.Generator().manual_seed(0) and pass generator=",
    "torch.set_default_dtype": "give each tensor its dtype",
    "torch.set_printoptions": "format what is printed",
    "torch.set_num_threads": "print what does not depend on it",
    "np.random.seed": "use np.random.default_rng(0)",
    "np.set_printoptions": "format what is printed",
    "random.seed": "use random.Random(0)",
}


def check_sources(root: Path) -> None:
    """Check everything that can be seen without running or building.

    Raises:
        ProblemsFound: with every problem.
    """
    problems = check_scripts(root) + check_embedding(root) + check_labs(root)
    try:
        load_terms(root)
    except ProblemsFound as found:
        problems += found.problems
    if problems:
        raise ProblemsFound(problems)


def scripts_of(root: Path) -> list[Path]:
    """All scripts, in order of path."""
    return sorted((root / "snippets").glob("*/*.py"))


def scripts_named(names: list[str], root: Path) -> list[Path]:
    """The scripts of some folders, or some scripts; without names, all of them.

    Raises:
        SystemExit: for a name that fits none.
    """
    scripts = scripts_of(root)
    if not names:
        return scripts
    found = []
    for name in names:
        name = name.removeprefix("snippets/").rstrip("/")
        some = [
            script
            for script in scripts
            if name in (script.parent.name, f"{script.parent.name}/{script.name}")
        ]
        if not some:
            raise SystemExit(f"no script or folder {name!r} in snippets/")
        found += some
    return found


def output_of(script: Path) -> Path:
    """The file that says what a script prints; a NumPy and PyTorch pair shares one."""
    return script.with_name(PAIR.sub("", script.stem) + ".out")


def check_scripts(root: Path) -> list[Problem]:
    """Each script has an output and keeps the rules; each output has a script."""
    problems = []
    expected = set()
    for script in scripts_of(root):
        where = shown_path(script, root)
        output = output_of(script)
        expected.add(output)
        if not output.exists():
            problems.append(
                Problem(
                    where,
                    1,
                    f"has no {output.name}: run `make outputs` to write it",
                )
            )
        elif not output.read_text(encoding="utf-8").strip():
            problems.append(
                Problem(
                    where,
                    1,
                    "prints nothing: print the fact that it shows",
                )
            )
        problems += check_script(script, root)
    for path in sorted((root / "snippets").glob("*/*")):
        if path.suffix == ".out" and path not in expected:
            problems.append(
                Problem(
                    shown_path(path, root),
                    1,
                    f"has no script: add {path.stem}.py beside it or remove it",
                )
            )
        elif path.suffix not in (".py", ".out") and path.name != "__pycache__":
            problems.append(
                Problem(
                    shown_path(path, root),
                    1,
                    "only .py and .out files belong in snippets/",
                )
            )
    return problems


def check_script(script: Path, root: Path) -> list[Problem]:
    """The rules of a script's form."""
    where = shown_path(script, root)
    text = script.read_text(encoding="utf-8")
    lines = text.rstrip("\n").split("\n")
    limit, _ = LONGER_SCRIPTS.get(
        script.relative_to(root / "snippets").as_posix(), (MAX_LINES, "")
    )
    problems = []

    def add(line: int, message: str) -> None:
        problems.append(Problem(where, line, message))

    if len(lines) > limit:
        add(limit + 1, f"{len(lines)} lines: shorten it to {limit}, or show one claim")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_COLUMNS:
            add(number, f"{len(line)} columns: break the line at {MAX_COLUMNS}")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        add(error.lineno or 1, f"is not Python: {error.msg}")
        return problems
    docstring = ast.get_docstring(tree)
    if not docstring or not docstring.split("\n")[0].endswith("."):
        add(1, 'must begin with its claim: """One sentence with a full stop."""')
    # Most scripts hold none of these words, and walking through all costs a second a build.
    # Of a call's name the last part: a line break may stand before it.
    calls = {name.rpartition(".")[2] for name in FORBIDDEN_CALLS}
    suspects = ("assert", "__name__", *calls)
    for line in unsafe_loads(tree) if "load" in text else ():
        add(line, "torch.load can run code: pass weights_only=True")
    for node in ast.walk(tree) if any(word in text for word in suspects) else ():
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Assert):
            add(line, "a bare assert tells a reader nothing: print the fact")
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name in FORBIDDEN_CALLS:
                add(
                    line, f"{name} changes all that runs after: {FORBIDDEN_CALLS[name]}"
                )
        elif isinstance(node, ast.Name) and node.id == "__name__":
            add(line, "no `if __name__`: a script runs from top to bottom")
    return problems


def unsafe_loads(tree: ast.Module) -> list[int]:
    """Lines that call torch.load, by whatever name, without weights_only=True."""
    names = {"torch.load"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "torch":
            names |= {a.asname or a.name for a in node.names if a.name == "load"}
        if isinstance(node, ast.Import):
            names |= {f"{a.asname}.load" for a in node.names if a.name == "torch"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in names
        and not any(
            k.arg == "weights_only" and getattr(k.value, "value", None) is True
            for k in node.keywords
        )
    ]


def check_embedding(root: Path) -> list[Problem]:
    """Each include exists; each script is embedded; code in pages comes from scripts."""
    problems, embedded = [], set()
    for page in sorted((root / "docs").rglob("*.md")):
        where = shown_path(page, root)
        lines = page.read_text(encoding="utf-8").split("\n")
        for fence in find_fences(lines):
            if fence.end >= len(lines):
                problems.append(
                    Problem(where, fence.start + 1, "this block is never closed")
                )
            for offset, line in enumerate(fence.body):
                match = re.match(r'\s*--8<-- +["\']([^"\']+)["\']', line)
                if not match:
                    continue
                target = root / "snippets" / match[1]
                if target.exists():
                    embedded.add(target)
                else:
                    problems.append(
                        Problem(
                            where,
                            fence.start + offset + 2,
                            f"includes {match[1]!r}, which does not exist: "
                            f"make snippets/{match[1]} or mend the path",
                        )
                    )
            if fence.language == "python" and not fence.include:
                problems.append(
                    Problem(
                        where,
                        fence.start + 1,
                        "Python in a page comes from a script: move it to snippets/ "
                        'and embed it with --8<-- "<slug>/<claim>.py"',
                    )
                )
    for script in scripts_of(root):
        if script not in embedded:
            problems.append(
                Problem(
                    shown_path(script, root),
                    1,
                    "is embedded in no page: embed it or remove it",
                )
            )
    return problems
