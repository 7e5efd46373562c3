"""The table of the study: one line a finished row, appended, never rewritten."""

import csv
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "docs/labs/study.csv"


@dataclass
class Row:
    """A line of the table.

    `setting` is what was chosen: a learning rate, or scikit-learn's C. `right` says which of the
    judged reviews were labeled correctly, a bit each, first review first, as hexadecimal digits; it
    is kept of `result` rows, so that methods can be compared review by review.
    """

    kind: str  # prompt and choose: on validation reviews; result: on test; time: for seconds
    method: str
    rank: int
    reviews: int
    seed: int
    prompt: str
    setting: str
    accuracy: float = math.nan
    trained: int = 0  # numbers trained
    bytes: int = 0  # of the file that holds what was trained
    seconds: float = 0.0  # of training
    peak_mib: int = 0  # memory of the process, most at once
    date: str = ""
    made_with: str = ""
    machine: str = ""
    right: str = ""

    @property
    def key(self) -> tuple[str | int, ...]:
        return (
            self.kind,
            self.method,
            self.rank,
            self.reviews,
            self.seed,
            self.prompt,
            self.setting,
        )

    def __str__(self) -> str:
        rank = f" rank {self.rank}" if self.rank else ""
        return (
            f"{self.kind}: {self.method}{rank}, {self.reviews} reviews, "
            f"seed {self.seed}, {self.prompt or 'no prompt'}, {self.setting or 'no setting'}"
        )


def as_digits(right: list[bool]) -> str:
    """Which were right, four in each hexadecimal digit; the last digit is filled with zeros."""
    bits = "".join(map(str, map(int, right)))
    bits += "0" * (-len(bits) % 4)
    return "".join(f"{int(bits[i : i + 4], 2):x}" for i in range(0, len(bits), 4))


def as_bits(digits: str) -> list[int]:
    """The same as zeros and ones."""
    return [int(bit) for digit in digits for bit in f"{int(digit, 16):04b}"]


PARSE: dict[str, Callable[[str], Any]] = {f.name: str for f in fields(Row)}
PARSE |= dict.fromkeys(("rank", "reviews", "seed", "trained", "bytes", "peak_mib"), int)
PARSE |= dict.fromkeys(("accuracy", "seconds"), float)
"""What makes a value of each column."""


def read_table(path: Path = TABLE) -> list[Row]:
    """Finished rows; a last line that was broken off is left out."""
    if not path.exists():
        return []
    whole = path.read_text("utf-8")
    whole = whole[: whole.rfind("\n") + 1]
    return [
        Row(**{name: PARSE[name](value) for name, value in line.items()})
        for line in csv.DictReader(whole.splitlines())
    ]


def append(row: Row, path: Path = TABLE) -> None:
    """Add a finished row in one write, so that two runs side by side do not mix."""
    names = [f.name for f in fields(Row)]
    if not path.exists():
        path.write_text(",".join(names) + "\n", "utf-8")
    text = path.read_bytes()
    if not text.endswith(b"\n"):
        print(f"{path.name}: the last line was broken off and is made again")
        path.write_bytes(text[: text.rfind(b"\n") + 1])
    values = asdict(row) | {
        "accuracy": f"{row.accuracy:.4f}",
        "seconds": f"{row.seconds:.1f}",
    }
    line = ",".join('"' + str(values[n]).replace('"', "'") + '"' for n in names)
    with path.open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())
