"""Which rows lab 1's study has, which machine makes which, and how their tables are joined.

None of this needs the model: labs/study.py makes the rows.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from labs.table import TABLE, Row, append, read_table

METHODS = (
    *("zero-shot", "calibrated", "few-shot"),
    *("tf-idf", "probe", "lora", "full"),
)
TOLERANCE = 0.03  # of accuracy, for a row repeated on another machine
RANKS, SEEDS, COUNTS = (1, 4, 8, 16), (0, 1, 2), (32, 64, 128, 256, 512)
MAIN_COUNT, MAIN_RANK, EXAMPLES = 256, 8, 8
GRID = {
    "lora": (1e-4, 3e-4, 1e-3),
    "full": (1e-5, 3e-5, 1e-4),
    "probe": (0.001, 0.01, 0.1, 1.0),
    "tf-idf": (1.0, 10.0, 100.0),
}
CHAT = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"
# What the model's own template puts before the first message of a chat.
SYSTEM = (
    "<|im_start|>system\n"
    "You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
)
ASKED = CHAT.format(
    "Is this movie review positive or negative? Answer with one word.\n\n{}"
)
PROMPTS = {
    "asked in a chat": (ASKED, ("negative", "positive")),
    "asked in a chat, with its system message": (
        SYSTEM + ASKED,
        ("negative", "positive"),
    ),
    "asked in a chat, sentence begun": (
        CHAT.format("Movie review: {}\nPositive or negative?") + "The review is",
        (" negative", " positive"),
    ),
    "in short, the movie is": (
        "{}\nIn short, the movie is",
        (" terrible", " great"),
    ),
    "sentiment, with a colon": (
        "Review: {}\nSentiment:",
        (" negative", " positive"),
    ),
    "the sentiment of this review is": (
        "Movie review: {}\nThe sentiment of this review is",
        (" negative", " positive"),
    ),
}
FIRST_PROMPT, TEMPLATE_PROMPT = list(PROMPTS)[:2]
USED_PROMPT = "the sentiment of this review is"  # the best of the `prompt` rows


def plan(only: tuple[str, ...], done: dict[tuple[str | int, ...], Row]) -> list[Row]:
    """The rows of the study in the order in which they are made.

    A `result` row appears once the choices that it rests on are made.
    """
    rows = []
    if "zero-shot" in only:
        rows += [Row("prompt", "zero_shot", 0, 0, 0, name, "") for name in PROMPTS]
        rows += [
            Row("result", "zero_shot", 0, 0, 0, name, "")
            for name in (FIRST_PROMPT, TEMPLATE_PROMPT, USED_PROMPT)
        ]
    if "calibrated" in only:
        rows += [
            Row("result", "calibrated", 0, MAIN_COUNT, seed, name, "")
            for name in (FIRST_PROMPT, USED_PROMPT)
            for seed in SEEDS
        ]
    if "few-shot" in only:
        rows += [
            Row("result", "few_shot", 0, EXAMPLES, seed, USED_PROMPT, "")
            for seed in SEEDS
        ]
    for method in ("tf-idf", "probe", "lora", "full"):
        if method not in only:
            continue
        prompt = "" if method == "tf-idf" else USED_PROMPT
        ranks = RANKS if method == "lora" else (0,)
        choices = [
            Row("choose", method, rank, MAIN_COUNT, 0, prompt, str(setting))
            for rank in ranks
            for setting in GRID[method]
        ]
        rows += choices
        if any(row.key not in done for row in choices):
            continue
        best = {
            rank: max(  # of equals the smallest
                (done[row.key] for row in choices if row.rank == rank),
                key=lambda row: (row.accuracy, -float(row.setting)),
            ).setting
            for rank in ranks
        }
        main = MAIN_RANK if method == "lora" else 0
        for seed in SEEDS:
            rows += [
                Row("result", method, rank, MAIN_COUNT, seed, prompt, best[rank])
                for rank in ranks
            ]
        if method == "lora":
            # Another prompt, and other layers: with the settings that were chosen for this one.
            rows += [
                Row("result", name, main, MAIN_COUNT, seed, asked, best[main])
                for name, asked in (("lora", FIRST_PROMPT), ("lora_all", USED_PROMPT))
                for seed in SEEDS
            ]
        for count in sorted(COUNTS, reverse=True):
            if count != MAIN_COUNT:
                rows += [
                    Row("result", method, main, count, seed, prompt, best[main])
                    for seed in SEEDS
                ]
        # Of LoRA one rank will do: the time hardly depends on it.
        rows.append(Row("time", method, main, MAIN_COUNT, 0, prompt, best[main]))
    return rows


def cost(row: Row) -> float:
    """Rough cost of a row, for the estimate of what is left: passes over reviews."""
    passes = {"lora": 3.0, "lora_all": 4.0, "full": 4.5}.get(row.method, 0.0)
    judged = 1000 if row.kind == "result" else 400
    if row.method == "tf-idf":
        return 1.0
    return passes * max(512, 2 * row.reviews) + judged + row.reviews


class Part(NamedTuple):
    """One of several machines that share the study: part 1 of 2."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Part:
        """From a text such as `1/2`.

        Raises:
            ValueError: for a text that names no part.
        """
        match = re.fullmatch(r"(\d+)/(\d+)", text)
        if not match or not 1 <= int(match[1]) <= int(match[2]):
            raise ValueError(f"{text!r} is no part: write 1/2 for the first of two")
        return cls(int(match[1]), int(match[2]))

    def table(self, whole: Path = TABLE) -> Path:
        """Where its rows are kept: a file of its own, so that machines need not share one."""
        return whole.with_name(f"{whole.stem}.part-{self.number}-of-{self.of}.csv")

    def share(self, rows: list[Row]) -> list[Row]:
        """Its rows: every n-th, so that each part has some of every method."""
        return rows[self.number - 1 :: self.of]


def go_on(
    run: Callable[[Row], Row],
    only: tuple[str, ...] = METHODS,
    part: Part | None = None,
    times: bool = False,
    whole: Path = TABLE,
) -> None:
    """Make the rows that are not yet in the table, or a part's share of them.

    A part knows the choices that are in the whole table, not those that another part makes at the
    same time: rows that rest on these come with the next round, after `merge`.

    Args:
        run: fills in a row.
        only: the methods whose rows are made.
        part: whose share; its rows go to its own table. None: all rows, to the whole table.
        times: make the `time` rows only. Parts make none: machines differ.
        whole: the whole table.
    """
    spent, made = 0.0, 0.0
    table = part.table(whole) if part else whole
    before = {row.key: row for row in read_table(whole)}
    while True:
        done = before | {row.key: row for row in read_table(table)}
        rows = plan(only, before if part else done)
        if times:
            rows = [row for row in rows if row.kind == "time"]
        elif part:
            open_rows = [row for row in rows if row.key not in before]
            rows = part.share([row for row in open_rows if row.kind != "time"])
        left = [row for row in rows if row.key not in done]
        if not left:
            break
        ahead = sum(map(cost, left))
        estimate = f", about {ahead * spent / made / 60:.0f} min left" if made else ""
        print(f"{len(left)} rows left{estimate}; now {left[0]}", flush=True)
        start = time.perf_counter()
        row = run(left[0])
        spent += time.perf_counter() - start
        made += cost(row)
        append(row, table)
        print(f"    accuracy {row.accuracy:.3f}, {row.seconds:.0f} s of training")
    print(f"{table.name} is complete for {', '.join(only)}")
    if part:
        print(
            "bring the tables of all parts into one folder and join them: "
            "python -m labs.study merge"
        )


def merge(whole: Path = TABLE) -> None:
    """Join the parts' tables beside the whole one into it, in the order of the plan.

    Rows that the whole table has stay as they are, so joining twice changes nothing.

    Raises:
        ValueError: for a row that two tables have with accuracies further apart than two machines
            bring about; nothing is written then.
    """
    found = sorted(whole.parent.glob(f"{whole.stem}.part-*-of-*.csv"))
    known = {row.key: (row, whole.name) for row in read_table(whole)}
    new: dict[tuple[str | int, ...], Row] = {}
    for path in found:
        for row in read_table(path):
            if row.key not in known:
                known[row.key] = (row, path.name)
                new[row.key] = row
            other, where = known[row.key]
            if abs(row.accuracy - other.accuracy) > TOLERANCE:
                raise ValueError(
                    f"{row}: accuracy {other.accuracy:.4f} in {where}, "
                    f"{row.accuracy:.4f} in {path.name}: delete the wrong line"
                )
    rows = plan(METHODS, {key: row for key, (row, _) in known.items()})
    order = {row.key: i for i, row in enumerate(rows)}
    for row in sorted(new.values(), key=lambda row: order.get(row.key, len(order))):
        append(row, whole)
    print(f"{len(new)} rows of {len(found)} parts joined to {whole.name}")
    left = [row for row in rows if row.key not in known]
    waiting = [row for row in left if row.kind != "time"]
    if waiting:
        print(f"{len(waiting)} rows can be made now: start the parts again")
    elif left:
        print("left are the rows that measure time: python -m labs.study --times")
