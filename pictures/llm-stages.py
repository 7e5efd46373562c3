"""The stages of training a language model of today, from top to bottom."""

from glossary.site import draw as p

STAGES = [
    (
        "pre-training",
        "trillions of tokens of text",
        "checked against: the next token",
        "base model",
    ),
    (
        "supervised fine-tuning",
        "prompts with good answers",
        "checked against: the good answer",
        "instruct model",
    ),
    (
        "rewards",
        "prompts, and its own answers",
        "checked by: a score for each answer",
        "chat or reasoning model",
    ),
]


def draw() -> str:
    """Three boxes, each with what goes in, what its output is checked against, what comes out."""
    parts = [p.text(260, 24, "random weights", anchor="middle", color=p.MUTED)]
    for i, (name, data, check, result) in enumerate(STAGES):
        y = 58 + 164 * i
        parts.append(p.arrow((260, y - 26), (260, y - 4)))
        parts.append(p.box(60, y, 400, 88, "trained", radius=8))
        parts.append(p.text(260, y + 26, name, 18, p.ON_TRAINED, "middle", bold=True))
        parts.append(p.text(260, y + 50, data, 16, p.ON_TRAINED, "middle"))
        parts.append(p.text(260, y + 73, check, 16, p.ON_TRAINED, "middle"))
        parts.append(p.text(260, y + 122, result, anchor="middle", bold=True))
    rows = "; ".join(f"{n}: {d}; {c}; result: {r}" for n, d, c, r in STAGES)
    return p.picture(
        "llm-stages",
        "Three stages of training",
        f"Three boxes from top to bottom, each starting from the weights of the one above. {rows}.",
        (520, 522),
        parts,
    )
