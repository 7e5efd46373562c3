"""The whole comparison behind lab 1: methods, ranks, numbers of reviews, seeds.

    python -m labs.study                go on with the study, from where it stopped
    python -m labs.study --only lora    the rows of some methods (two runs can go side by side)
    python -m labs.study --part 1/2     half of the rows, to a table of its own (two machines)
    python -m labs.study merge          join the parts' tables to docs/labs/study.csv
    python -m labs.study --times        the rows that measure time: let nothing else run
    python -m labs.study --repeat       run one finished row afresh and compare; another each day
    python -m labs.study --repeat 3     run finished row 3 afresh and compare
    python -m labs.study --repeat --costly    of all rows, those too that take a quarter of an hour

Every finished row is a line of docs/labs/study.csv, written at once: a run that is broken off loses
only the row that it was at. 400 validation reviews choose the prompt and, for 256 reviews and seed
0, the learning rate and the strength of the penalty; all other rows reuse these settings. The
accuracy of `result` rows is on 1,000 test reviews that no choice has seen, and `right` says which
of them were labeled correctly. A row without it was made before it was kept: delete its line, and
the next run makes it again. `time` rows train once more, for times that can be compared: make them
last, by `--times`, on a machine that does nothing else.

Several machines share the study in two rounds, since most rows rest on choices that others make:
each runs its part, to docs/labs/study.part-1-of-2.csv and so on; the tables are copied into one
folder and joined; each takes the joined study.csv and runs its part again; they are joined again.
"""

import argparse
import copy
import datetime
import os
import platform
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

import psutil
import torch
from safetensors.torch import save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from labs import sentiment as s
from labs.plan import METHODS, PROMPTS, TOLERANCE, USED_PROMPT, Part, cost, go_on, merge
from labs.table import TABLE, Row, as_digits, read_table

DAILY_COST = (
    3000  # see cost(): leaves full fine-tuning and 512 reviews to the weekly workflow
)
ALL_LINEAR = (
    *("q_proj", "k_proj", "v_proj", "o_proj"),
    *("gate_proj", "up_proj", "down_proj"),
)


class PeakMemory:
    """The most memory that this process held while the block ran, in MiB."""

    def __enter__(self):
        self.mib, self.done = 0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def watch(self):
        process = psutil.Process()
        while not self.done.wait(0.02):
            self.mib = max(self.mib, process.memory_info().rss >> 20)

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


class Study:
    """The model and the reviews, loaded once, and a method for each way of labeling."""

    def __init__(self):
        self.reviews, _ = s.without_near_duplicates(s.load_reviews())
        self._model = None
        self.known, self.asked = {}, {}

    @property
    def model(self):
        if self._model is None:
            self.tokenizer, self._model = s.load_model()
            # Full fine-tuning changes the weights: this copy puts them back.
            self.before = copy.deepcopy(self._model.state_dict())
        return self._model

    def reset(self):
        """The model as it was loaded."""
        s.remove_lora(self.model)
        self.model.load_state_dict(self.before)
        self.model.requires_grad_(False)

    def encode(self, reviews, prompt=USED_PROMPT):
        template, answers = PROMPTS[prompt]
        self.model  # noqa: B018 - loads the tokenizer too
        prompts = [self.tokenizer.encode(template.format(text)) for text, _ in reviews]
        answers = [self.tokenizer.encode(answer) for answer in answers]
        if any(len(tokens) != 1 for tokens in answers):
            raise ValueError(f"{prompt}: an answer is more than one token")
        return prompts, [tokens[0] for tokens in answers]

    def run(self, row: Row) -> Row:
        """Fill in a row."""
        test, validation, rest = s.split(self.reviews, row.seed)
        trained_on = rest[: row.reviews]
        # A `time` row is there for its seconds: a few reviews show that the training worked.
        judged_on = {"result": test, "time": validation[:8]}.get(row.kind, validation)
        if row.method != "tf-idf":
            self.reset()
        with PeakMemory() as peak:
            predicted = getattr(self, row.method.replace("-", "_"))(
                row, trained_on, judged_on
            )
        right = [p == label for p, (_, label) in zip(predicted, judged_on, strict=True)]
        row.accuracy = sum(right) / len(right)
        row.right = as_digits(right) if row.kind == "result" else ""
        row.peak_mib = peak.mib
        row.date = datetime.date.today().isoformat()
        row.made_with = (
            f"torch {version('torch')}, transformers {version('transformers')}"
        )
        cpu = next(
            (
                line.split(":")[1].strip()
                for line in (
                    Path("/proc/cpuinfo").read_text().splitlines()
                    if Path("/proc/cpuinfo").exists()
                    else ()
                )
                if line.startswith("model name")
            ),
            platform.processor() or platform.machine(),
        )
        row.machine = f"{cpu}, {torch.get_num_threads()} threads, {s.DEVICE}"
        return row

    def ask(self, reviews, prompt):
        """Logits (n, 2) of the model as it was loaded; each review is asked about once."""
        wanted = [review for review in reviews if (review, prompt) not in self.asked]
        if wanted:
            logits = s.predict(self.model, *self.encode(wanted, prompt))
            keys = [(review, prompt) for review in wanted]
            self.asked |= dict(zip(keys, logits, strict=True))
        return torch.stack([self.asked[review, prompt] for review in reviews])

    def zero_shot(self, row, _, judged_on):
        return self.ask(judged_on, row.prompt).argmax(1).tolist()

    def calibrated(self, row, trained_on, judged_on):
        """Logistic regression on the difference of the two logits: the model is only read."""
        start = time.perf_counter()
        logits = self.ask(trained_on, row.prompt)
        classifier = LogisticRegression(C=1e6, max_iter=5000)
        labels = [label for _, label in trained_on]
        classifier.fit((logits[:, 1:] - logits[:, :1]).numpy(), labels)
        row.seconds = time.perf_counter() - start
        row.trained = classifier.coef_.size + classifier.intercept_.size
        row.bytes = 4 * row.trained
        logits = self.ask(judged_on, row.prompt)
        return classifier.predict((logits[:, 1:] - logits[:, :1]).numpy()).tolist()

    def few_shot(self, row, trained_on, judged_on):
        """Solved examples before the question. Their keys and values are computed once."""
        template, words = PROMPTS[row.prompt]
        solved = [template.format(text) + words[label] for text, label in trained_on]
        start = self.tokenizer.encode("\n\n".join(solved) + "\n\n")
        prompts, answers = self.encode(judged_on, row.prompt)
        logits = torch.zeros(len(prompts), 2)
        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        with torch.inference_mode():
            ids = torch.tensor([start], device=s.DEVICE)
            examples = self.model(ids, logits_to_keep=1).past_key_values
            for i in range(0, len(order), 32):
                chosen = order[i : i + 32]
                ids, mask = s.as_batch([prompts[j] for j in chosen])
                cache = copy.deepcopy(examples)
                cache.batch_repeat_interleave(len(chosen))
                before = torch.ones(len(chosen), len(start), dtype=mask.dtype)
                out = self.model(
                    input_ids=ids,
                    attention_mask=torch.cat([before.to(s.DEVICE), mask], 1),
                    position_ids=len(start) + (mask.cumsum(1) - 1).clamp_min(0),
                    past_key_values=cache,
                    logits_to_keep=1,
                )
                logits[chosen] = out.logits[:, -1, answers].float().cpu()
        return logits.argmax(1).tolist()

    def tuned(self, row, parameters, names, trained_on, judged_on):
        prompts, answers = self.encode(trained_on, row.prompt)
        labels = [label for _, label in trained_on]
        # Two passes, but never fewer than 64 steps of 8 reviews.
        steps = max(64, 2 * len(prompts) // 8)
        row.trained = sum(p.numel() for p in parameters)
        start = time.perf_counter()
        lr = float(row.setting)
        s.train(self.model, parameters, prompts, labels, answers, lr, steps, row.seed)
        row.seconds = time.perf_counter() - start
        row.bytes = size_on_disk(names, self.model)
        prompts, answers = self.encode(judged_on, row.prompt)
        return s.predict(self.model, prompts, answers).argmax(1).tolist()

    def lora(self, row, trained_on, judged_on, targets=("q_proj", "v_proj")):
        parameters = s.add_lora(self.model, row.rank, 2 * row.rank, row.seed, targets)
        names = lambda name: name.endswith((".A", ".B"))  # noqa: E731
        return self.tuned(row, parameters, names, trained_on, judged_on)

    def lora_all(self, row, trained_on, judged_on):
        return self.lora(row, trained_on, judged_on, ALL_LINEAR)

    def full(self, row, trained_on, judged_on):
        self.model.requires_grad_(True)
        parameters = list(self.model.parameters())
        # lm_head is the embedding table again: one matrix, stored once.
        names = lambda name: name != "lm_head.weight"  # noqa: E731
        return self.tuned(row, parameters, names, trained_on, judged_on)

    def states(self, reviews):
        """The last layer's state at the end of the prompt, (n, d_model); each is made once."""
        wanted = [review for review in reviews if review not in self.known]
        prompts, _ = self.encode(wanted)
        with torch.inference_mode():
            for review, tokens in zip(wanted, prompts, strict=True):
                ids, mask = s.as_batch([tokens])
                out = self.model.model(ids, attention_mask=mask, use_cache=False)
                self.known[review] = out.last_hidden_state[0, -1].cpu()
        return torch.stack([self.known[review] for review in reviews]).numpy()

    def probe(self, row, trained_on, judged_on):
        start = time.perf_counter()
        states = self.states(trained_on)
        labels = [label for _, label in trained_on]
        classifier = LogisticRegression(C=float(row.setting), max_iter=5000)
        classifier.fit(states, labels)
        row.seconds = time.perf_counter() - start
        row.trained = classifier.coef_.size + classifier.intercept_.size
        row.bytes = 4 * row.trained
        return classifier.predict(self.states(judged_on)).tolist()

    def tf_idf(self, row, trained_on, judged_on):
        start = time.perf_counter()
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        words = vectorizer.fit_transform([text for text, _ in trained_on])
        classifier = LogisticRegression(C=float(row.setting), max_iter=5000)
        classifier.fit(words, [label for _, label in trained_on])
        row.seconds = time.perf_counter() - start
        row.trained = classifier.coef_.size + classifier.intercept_.size
        row.bytes = 4 * row.trained
        judged = vectorizer.transform([text for text, _ in judged_on])
        return classifier.predict(judged).tolist()


def size_on_disk(wanted, model) -> int:
    """Bytes of a safetensors file of the weights whose names are wanted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "weights.safetensors")
        weights = {
            n: w.contiguous() for n, w in model.state_dict().items() if wanted(n)
        }
        save_file(weights, file)
        return file.stat().st_size


def repeat(number: int | None, costly: bool = False) -> bool:
    """Run one finished row afresh; True if its accuracy is as in the table.

    Without a number, another row each day: one that takes minutes, or with `costly` any.
    """
    rows = [row for row in read_table() if row.kind == "result" and row.reviews]
    if not rows:
        raise SystemExit(f"{TABLE} has no finished row: run `make study` first")
    if number is None:
        some = [i for i, row in enumerate(rows) if costly or cost(row) <= DAILY_COST]
        number = some[datetime.date.today().toordinal() % len(some)]
        print(f"one of {len(some)} rows of {len(rows)}, another each day")
    if not 0 <= number < len(rows):
        raise SystemExit(f"row {number} is not one of 0 to {len(rows) - 1}")
    old = rows[number]
    print(f"row {number} of {len(rows)}, {old}", flush=True)
    fresh = Study().run(Row(*old.key))
    same_size = (fresh.trained, fresh.bytes) == (old.trained, old.bytes)
    near = abs(fresh.accuracy - old.accuracy) <= TOLERANCE
    print(
        f"accuracy {old.accuracy:.3f} in the table, {fresh.accuracy:.3f} now "
        f"(may differ by {TOLERANCE}): {'as before' if near else 'DIFFERS'}\n"
        f"trained numbers and bytes {(old.trained, old.bytes)}, now "
        f"{(fresh.trained, fresh.bytes)}: {'the same' if same_size else 'DIFFER'}"
    )
    return near and same_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", nargs="?", choices=("merge",))
    parser.add_argument("--only", nargs="+", choices=METHODS, default=METHODS)
    parser.add_argument("--repeat", nargs="?", type=int, const=-1, metavar="ROW")
    parser.add_argument("--part", metavar="I/N", help="for instance 1/2 and 2/2")
    parser.add_argument("--times", action="store_true")
    parser.add_argument("--costly", action="store_true")
    given = parser.parse_args()
    try:
        part = Part.read(given.part) if given.part else None
        if part and given.times:
            raise ValueError("--times and --part: times of two machines do not compare")
        if given.action == "merge":
            merge()
            return
    except ValueError as error:
        sys.exit(f"study: {error}")
    if given.repeat is None:
        go_on(Study().run, tuple(given.only), part, given.times)
    elif not repeat(None if given.repeat == -1 else given.repeat, given.costly):
        sys.exit(1)


if __name__ == "__main__":
    os.environ.setdefault("TQDM_MININTERVAL", "5")
    main()
