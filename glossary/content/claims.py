"""Claims: what one or two scripts in snippets/ show, and what they print.

    snippets/<slug>/<claim>.py                           a script alone
    snippets/<slug>/<claim>_numpy.py and _torch.py       the same computation twice
    snippets/<slug>/<claim>.out                          what each of them prints

A page shows a claim by one line, `<!-- script: <slug>/<claim> -->`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary.content.files import UNSEEN, in_order, per_file, read_text, text_of
from glossary.content.knobs import knob_problems
from glossary.content.pages import Page
from glossary.content.problems import Problem, ProblemsFound, quote, shown_path
from glossary.content.surroundings import looks

SNIPPETS = "snippets"
ENDING = re.compile(r"_(numpy|torch)$")
TABS = {"": "", "_numpy": "NumPy", "_torch": "PyTorch"}
"""Endings of a claim's scripts, and the label of the tab that shows each."""

MAX_LINES = 30
MAX_COLUMNS = 88
ENDS_A_BLOCK = re.compile(r"[\s>]*```")
"""A line that some reader of Markdown takes for the end of the block that it stands in."""

LONGER_SCRIPTS = {
    "llm/a_whole_gpt_trains_and_writes.py": (60, "a complete GPT, nothing hidden"),
    "adapter/an_adapter_behind_any_layer.py": (31, "a class to copy, and its training"),
    "byte-pair-encoding/training_joins_the_most_frequent_neighbors.py": (31, "to copy: train"),
    "checkpoint/saving_and_resuming_a_training.py": (32, "to copy: save, load, what comes back"),
    "gradient-accumulation/accumulate_gradients_by_tokens.py": (37, "to copy: the whole step"),
    "initialization/initializing_a_gpt.py": (31, "to copy: GPT-2's initialization"),
    "positional-encoding/a_table_has_a_last_row_numpy.py": (31, "to copy: a table, and adding it"),
    "positional-encoding/a_table_has_a_last_row_torch.py": (31, "to copy: a table, and adding it"),
    "lora/lora_linear_for_any_linear_layer.py": (90, "to copy: add, save, load, merge"),
    "sampling/from_logits_to_a_token_numpy.py": (38, "to copy: each setting, and the draw"),
    "sampling/from_logits_to_a_token_torch.py": (38, "to copy: each setting, and the draw"),
}
"""Scripts that may be longer: how long, and why."""

FORBIDDEN_CALLS = {
    "torch.manual_seed": "use torch.Generator().manual_seed(0) and pass generator=",
    "torch.set_default_dtype": "give each tensor its dtype",
    "torch.set_printoptions": "format what is printed",
    "torch.set_num_threads": "print what does not depend on it",
    "np.random.seed": "use np.random.default_rng(0)",
    "np.set_printoptions": "format what is printed",
    "random.seed": "use random.Random(0)",
}


@dataclass(frozen=True)
class Claim:
    """What one or two scripts show, and the one output that they share.

    Attributes:
        name: <slug>/<claim>, as pages name it.
        scripts: its scripts by the label of their tab; one alone has the label "".
        output: the file that says what they print, which may be missing.
    """

    name: str
    scripts: dict[str, Path]
    output: Path


def script_paths(root: Path) -> list[Path]:
    """All scripts, in order of path."""
    return in_order((root / SNIPPETS).glob("*/*.py"))


def claim_of(script: Path, root: Path) -> str:
    """The claim that a script shows: its path in snippets/ without ending."""
    name = script.relative_to(root / SNIPPETS).with_suffix("").as_posix()
    return ENDING.sub("", name)


def output_of(script: Path) -> Path:
    """The file that says what a script prints; a NumPy and PyTorch pair shares one."""
    return script.with_name(ENDING.sub("", script.stem) + ".out")


def load_claims(root: Path) -> dict[str, Claim]:
    """All claims by name."""
    claims: dict[str, Claim] = {}
    for script in script_paths(root):
        bare = ENDING.sub("", script.stem)
        name = f"{script.parent.name}/{bare}"
        if name not in claims:
            claims[name] = Claim(name, {}, script.with_name(f"{bare}.out"))
        claims[name].scripts[TABS[script.stem.removeprefix(bare)]] = script
    return claims


def claims_on(page: Page, claims: dict[str, Claim]) -> list[Claim]:
    """The claims that a page shows, in order; what is missing is told elsewhere."""
    return [claims[name] for _, name in page.named("script") if name in claims]


def scripts_named(names: list[str], root: Path) -> list[Path]:
    """The scripts of some folders, or some scripts; without names, all of them.

    Raises:
        SystemExit: for a name that fits none.
    """
    scripts = script_paths(root)
    found = [] if names else scripts
    for name in names:
        wanted = name.removeprefix(f"{SNIPPETS}/").rstrip("/").removesuffix(".py")
        some = [
            script
            for script in scripts
            if wanted in (script.parent.name, claim_of(script, root))
            or wanted == script.relative_to(root / SNIPPETS).with_suffix("").as_posix()
        ]
        if not some:
            raise SystemExit(f"no script or folder {name!r} in {SNIPPETS}/")
        found += some
    return found


def check_claims(claims: dict[str, Claim], root: Path) -> Iterator[Problem]:
    """Each script has an output and keeps the rules; each output has a script."""
    outputs = {claim.output for claim in claims.values()}
    for claim in claims.values():
        first = where_is(next(iter(claim.scripts.values())))
        labels = set(claim.scripts)
        if "" in labels and len(labels) > 1:
            message = f"stands beside {claim.name}_numpy.py or _torch.py: rename one"
            yield Problem(first, 1, message)
        if not claim.output.exists():
            message = (
                f"has no {claim.output.name}: run `make outputs PAGE={claim.output.parent.name}`"
            )
            yield Problem(first, 1, message)
        else:
            yield from output_problems(claim.output, root)
        for script in claim.scripts.values():
            yield from script_problems(script, root)
    for path in in_order((root / SNIPPETS).glob("*")):
        if not path.is_dir():
            message = "a script stands in a folder of its page: snippets/<slug>/"
            yield Problem(shown_path(path, root), 1, message)
    for path in in_order((root / SNIPPETS).glob("*/*")):
        where = f"{SNIPPETS}/{path.parent.name}/{path.name}"
        if path.name == "__pycache__":
            continue
        if path.is_symlink() or path.is_dir() or path.suffix not in (".py", ".out"):
            message = "only .py and .out files belong in snippets/, and no links"
            yield Problem(where, 1, message)
        elif path.suffix == ".out" and path not in outputs:
            message = f"has no script: add {path.stem}.py beside it or remove it"
            yield Problem(where, 1, message)


@per_file
def output_problems(path: Path, root: Path) -> list[Problem]:
    """The rules of an output."""
    where = shown_path(path, root)
    try:
        text = read_text(path, root)
    except ProblemsFound as found:
        return found.problems
    problems = [
        Problem(where, number, "holds a control character: print what all can see")
        for number, line in enumerate(text.split("\n"), start=1)
        if UNSEEN.search(line)
    ]
    problems += [
        Problem(where, number, "holds ```, which would end its block: print it otherwise")
        for number, line in enumerate(text.split("\n"), start=1)
        if ENDS_A_BLOCK.match(line)
    ]
    if not text.strip():
        problems.append(Problem(where, 1, "is empty: print the fact that it shows"))
    return problems


@per_file
def script_problems(script: Path, root: Path) -> list[Problem]:
    """The rules of a script's form."""
    where = shown_path(script, root)
    try:
        text = read_text(script, root)
    except ProblemsFound as found:
        return found.problems
    lines = text.rstrip("\n").split("\n")
    name = script.relative_to(root / SNIPPETS).as_posix()
    limit, _ = LONGER_SCRIPTS.get(name, (MAX_LINES, ""))
    problems = []

    def add(line: int, message: str) -> None:
        problems.append(Problem(where, line, message))

    if len(lines) > limit:
        add(limit + 1, f"{len(lines)} lines: shorten it to {limit}, or show one claim")
    if script.stem in sys.stdlib_module_names or script.stem in ("numpy", "torch"):
        add(1, f"a copy by this name hides Python's own {script.stem}: say the claim by it")
    for number, written in enumerate(lines, start=1):
        if len(written) > MAX_COLUMNS:
            add(number, f"{len(written)} columns: break the line at {MAX_COLUMNS}")
        if UNSEEN.search(written):
            add(number, "holds a character that nobody sees: remove it")
        if ENDS_A_BLOCK.match(written):
            add(number, "holds ```, which would end its block: put the text together otherwise")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        add(line, f"is not Python: {getattr(error, 'msg', error)}")
        return problems
    docstring = ast.get_docstring(tree)
    # The data is read by the marks.
    if not docstring or not docstring.split("\n")[0].endswith(".") or text[:3] != '"""':
        add(1, 'must begin with its claim: """One sentence with a full stop."""')
    # Most scripts hold none of these words, and walking through all costs a second a build.
    # Of a call's name the last part: a line break may stand before it.
    calls = {call.rpartition(".")[2] for call in FORBIDDEN_CALLS}
    suspects = ("assert", "__name__", *calls)
    for line, message in (*looks(tree), *knob_problems(text)):
        add(line, message)
    for line in unsafe_loads(tree) if "load" in text else ():
        add(line, "torch.load can run code: pass weights_only=True")
    for node in ast.walk(tree) if any(word in text for word in suspects) else ():
        line = getattr(node, "lineno", 1)
        if isinstance(node, ast.Assert):
            add(line, "a bare assert tells a reader nothing: print the fact")
        elif isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            if call in FORBIDDEN_CALLS:
                mend = FORBIDDEN_CALLS[call]
                add(line, f"{call} changes all that runs after: {mend}")
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


def where_is(path: Path) -> str:
    """A script or an output as messages and pages name it."""
    return f"{SNIPPETS}/{path.parent.name}/{path.name}"


def show(claim: Claim, root: Path) -> list[str]:
    """The claim as plain Markdown: a fence for each script, in tabs where it has two; its output.

    The comments name the file of each script, and say that the output is compared with what ran:
    the second is pytest-codeblocks' own.
    """
    lines: list[str] = []
    for label, path in claim.scripts.items():
        code = text_of(path, root).rstrip("\n").split("\n")
        block = [
            f"<!-- {where_is(path)} -->",
            "",
            "```python",
            *code,
            "```",
            "",
        ]
        if len(claim.scripts) > 1:
            lines += [f'=== "{label}"', ""]
            # Blank lines too: pytest-codeblocks drops those that are not indented.
            block = [f"    {line}" for line in block]
        lines += block
    output = text_of(claim.output, root).rstrip("\n").split("\n")
    return [*lines, COMPARED, "", "```text", *output, "```"]


COMPARED = "<!--pytest-codeblocks:expected-output-->"
"""pytest-codeblocks' comment: the next block is what the last one prints."""


def missing(name: str) -> str:
    """Says that a page names a claim that is not there."""
    return f"there is no script {quote(name)}: make {SNIPPETS}/{name[:80]}.py or mend the name"
