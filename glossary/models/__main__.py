"""`python -m glossary.models config.json`: what a config.json says about memory and work.

Several files and folders may be given; a folder stands for its *.json files. The files may be
config.json files or those in models/.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from .adapters import ALL_LINEAR
from .config import LARGEST_CONTEXT, LONGEST, ConfigError, Fields, parse
from .library import is_entry
from .report import BANDWIDTH, RANK, report, text


def main(arguments: list[str] | None = None) -> int:
    """Print the report of each file; one line for each that cannot be counted.

    Returns 0, or 1 where there was such a line.
    """
    options = _options(arguments)
    reports, failed = {}, False
    for path in _files(options.files):
        try:
            name, config = _read(path)
            reports[name] = report(
                config,
                context=options.context,
                batch=options.batch,
                rank=options.rank,
                targets=options.targets,
                bandwidth=options.bandwidth * 1e9,
            )
        except (ConfigError, OSError) as error:
            failed = True
            said = error.strerror if isinstance(error, OSError) else error
            print(f"{path}: {said}", file=sys.stderr)
    if options.json:
        print(json.dumps(reports, indent=2))
    elif reports:
        print("\n\n".join(text(name, made) for name, made in reports.items()))
    return 1 if failed else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m glossary.models", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="config.json")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--context", type=_whole(LARGEST_CONTEXT), metavar="TOKENS")
    parser.add_argument("--batch", type=_whole(10_000_000), default=1, metavar="TEXTS")
    parser.add_argument("--rank", type=_whole(100_000), default=RANK)
    parser.add_argument(
        "--targets", type=_targets, help=f"{ALL_LINEAR}, or names with commas between"
    )
    parser.add_argument(
        "--bandwidth",
        type=_whole(1_000_000_000),
        default=BANDWIDTH // 10**9,
        metavar="GB/S",
    )
    return parser.parse_args(arguments)


def _whole(high: int) -> Callable[[str], int]:
    def whole(word: str) -> int:
        if not word.isascii() or not word.isdigit() or not 1 <= int(word[:20]) <= high:
            raise argparse.ArgumentTypeError(f"{word[:20]!r} is not a number from 1 to {high:,}")
        return int(word)

    return whole


def _targets(word: str) -> list[str] | str:
    return ALL_LINEAR if word == ALL_LINEAR else [w for w in word.split(",") if w]


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.json")) if path.is_dir() else [path]
    return found


def _read(path: Path) -> tuple[str, Fields]:
    with path.open("rb") as file:
        content = file.read(4 * LONGEST + 1)
    try:
        config = parse(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise ConfigError("not UTF-8 text: give a config.json") from None
    if is_entry(config):
        return path.stem, config["config"]
    return str(path), config


if __name__ == "__main__":
    sys.exit(main())
