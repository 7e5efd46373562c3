"""Two published schedules, as shares of their highest rate."""

import math

from glossary.site.draw import ACCENT, INK, LINE, MUTED, line, picture, scale, text

STEPS = 600_000

warmup_steps = 2_000  # of 600,000; knob: 500, 1_000, 2_000, 5_000, 20_000, 60_000
lowest = 0.1  # at the end, of the highest; knob: 0.0 to 0.5 by 0.1


def draw(warmup_steps: int = warmup_steps, lowest: float = lowest) -> str:
    published = warmup_steps == 2_000 and lowest == 0.1

    def place(done: float, rate: float) -> tuple[float, float]:
        return scale(done, 0, 1, 60, 500), scale(rate, 0, 1, 250, 40)

    def early(done: float, rate: float) -> tuple[float, float]:
        return scale(done, 0, 0.01, 60, 500), scale(rate, 0, 1, 440, 340)

    def wave(done: float) -> float:
        warmup = warmup_steps / STEPS
        if done < warmup:
            return done / warmup
        left = (1 + math.cos(math.pi * (done - warmup) / (1 - warmup))) / 2
        return lowest + (1 - lowest) * left

    name = "GPT-2 small in nanoGPT, highest 0.0006"
    if not published:
        name = (
            f"half a wave to {lowest:.0%}, warmup {warmup_steps:,} of {STEPS:,} steps"
        )
    shares = [k / 300 for k in range(301)]
    parts = [
        *(line([place(0, y / 4), place(1, y / 4)], LINE, 1) for y in range(1, 5)),
        line([place(0, 1), place(0, 0), place(1, 0)], MUTED),
        *(
            text(50, place(0, y)[1] + 5, f"{y:.0%}", 15, anchor="end")
            for y in (0, 0.5, 1)
        ),
        *(
            text(place(x, 0)[0], 272, f"{x:.0%}", 15, anchor="middle")
            for x in (0, 0.25, 0.5, 0.75)
        ),
        text(place(1, 0)[0] + 10, 272, "100%", 15, anchor="end"),
        text(280, 298, "of the training done", anchor="middle"),
        text(14, 22, "learning rate, of its highest"),
        line([place(s, wave(s)) for s in shares], INK, 3),
        line(
            [place(0, 0), place(0.001, 1), place(0.8, 1), place(1, 0)], ACCENT, 3, "8 4"
        ),
        line([early(0, 1), early(0, 0), early(0.01, 0)], MUTED),
        text(50, early(0, 1)[1] + 5, "100%", 15, anchor="end"),
        text(50, early(0, 0)[1] + 5, "0%", 15, anchor="end"),
        text(early(0, 0)[0], 462, "0%", 15, anchor="middle"),
        text(early(0.005, 0)[0], 462, "0.5%", 15, anchor="middle"),
        text(early(0.01, 0)[0] + 10, 462, "1%", 15, anchor="end"),
        text(280, 488, "the first percent, with the warmup", anchor="middle"),
        line([early(k / 20_000, wave(k / 20_000)) for k in range(201)], INK, 3),
        line([early(0, 0), early(0.001, 1), early(0.01, 1)], ACCENT, 3, "8 4"),
        line([(20, 518), (60, 518)], INK, 3),
        text(70, 523, name),
        line([(20, 544), (60, 544)], ACCENT, 3, "8 4"),
        text(70, 549, "SmolLM2-135M, highest 0.003"),
    ]
    early_rise = "Both rise from 0 so early that the rise looks vertical."
    if warmup_steps > 5_000:
        early_rise = (
            "Both rise from 0, SmolLM2's so early that the rise looks vertical."
        )
    told = (f"{early_rise} nanoGPT's for GPT-2 small", "GPT-2 small")
    if not published:
        told = (f"{early_rise} The one with the chosen values", "the chosen one")
    return picture(
        "learning-rate",
        "Two schedules of the learning rate",
        "Two curves over the course of a training, each in percent of its highest learning rate. "
        f"{told[0]} then "
        f"falls along half a wave to {100 * lowest:.0f} percent, passing "
        f"{100 * wave(0.5):.0f} percent in the middle. SmolLM2's stays "
        "at 100 percent until 80 percent of the training is done, then falls straight to 0. A "
        f"second panel shows the first percent: straight rises, over "
        f"{100 * warmup_steps / STEPS:.2g} percent for {told[1]} "
        "and over 0.1 percent for SmolLM2.",
        (520, 562),
        parts,
    )
