"""Two messages, the tokens that a template makes of them, and where the model goes on."""

from glossary.site import draw as d

MESSAGES = [("system", "One word."), ("user", "Who wrote Emma?")]
LINES = [
    ["<s>"],
    ["<system>", "One", "word", ".", "<end>"],
    ["<user>", "Who", "wrote", "Emma", "?", "<end>"],
    ["<assistant>"],
]
"""What the template makes: special tokens in angle brackets."""

NOTES = [
    "start token: once",
    "",
    "",
    "generation prompt",
]


def token(x: float, y: float, name: str) -> tuple[str, float]:
    """A token's box, and where the next one begins."""
    special = name.startswith("<")
    width = 16 + 9.2 * len(name)
    fill, ink = ("trained", d.ON_TRAINED) if special else ("frozen", d.ON_FROZEN)
    shape = d.box(x, y, width, 30, fill, radius=4)
    return shape + d.text(x + width / 2, y + 21, name, 16, ink, "middle"), x + width + 5


def draw() -> str:
    """Messages above, tokens below."""
    parts = [d.text(16, 24, "messages: what the program has", bold=True)]
    y = 36.0
    for role, content in MESSAGES:
        parts += [d.box(16, y, 488, 30, "surface", "line", 4)]
        parts += [d.text(28, y + 21, role, color=d.MUTED), d.text(110, y + 21, content)]
        y += 36
    parts += [
        d.arrow((260, y + 2), (260, y + 30)),
        d.text(274, y + 23, "chat template"),
    ]
    y += 56
    parts.append(d.text(16, y, "tokens: what the model reads", bold=True))
    y += 12
    for names, note in zip(LINES, NOTES, strict=True):
        x = 16.0
        for name in names:
            shape, x = token(x, y, name)
            parts.append(shape)
        if note:
            parts.append(d.text(x + 8, y + 21, note, color=d.MUTED))
        y += 36
    parts.append(d.text(16, y + 18, "Here the model goes on: Austen <end>"))
    told = "; ".join(" ".join(names) for names in LINES)
    return d.picture(
        "chat-template",
        "From messages to tokens",
        "Two messages, each with a role and a text, become one sequence of tokens, line by "
        f"line: {told}. Those in angle brackets are special tokens. The last one is the "
        "generation prompt, behind which the model continues.",
        (520, int(y) + 34),
        parts,
    )
