"""From a question to a prompt: chunks by score, and the nearest of them beside the question."""

from glossary.site import draw as d

CLAIM = "retrieval-augmented-generation/search_returns_a_chunk_for_any_question.py"
QUESTION = "how many sick days do employees get"
LEFT, WIDE, TOP, HIGH, TAKEN = 12, 496, 92, 34, 1


def draw() -> str:
    """The question, the chunks with bars of their scores, and the prompt."""
    script = d.from_script(CLAIM)
    chunks = script["handbook"]
    scores = script["bm25"](QUESTION.split(), [chunk.split() for chunk in chunks])
    order = sorted(range(len(chunks)), key=lambda i: -scores[i])
    parts = [d.text(LEFT, 22, "question", color=d.MUTED)]
    parts.append(d.text(LEFT, 44, f"{QUESTION}?", bold=True))
    parts.append(d.text(LEFT, 80, "chunks, by score", color=d.MUTED))
    for row, i in enumerate(order):
        y = TOP + HIGH * row
        fill, ink = (
            ("trained", d.ON_TRAINED) if row < TAKEN else ("frozen", d.ON_FROZEN)
        )
        parts.append(d.box(LEFT, y, WIDE - 62, HIGH - 6, fill, radius=4))
        parts.append(d.text(LEFT + 8, y + 19, chunks[i], color=ink))
        parts.append(d.text(LEFT + WIDE, y + 19, f"{scores[i]:.2f}", anchor="end"))
    y = TOP + HIGH * len(chunks)
    parts.append(d.text(LEFT, y + 26, "prompt", color=d.MUTED))
    parts.append(d.box(LEFT, y + 36, WIDE, 62, "surface", "line", 4))
    for line, words in enumerate((f"{chunks[order[0]]}.", f"{QUESTION}?")):
        parts.append(d.text(LEFT + 8, y + 60 + 24 * line, words))
    parts.append(d.text(LEFT, y + 126, "answer of the model:", color=d.MUTED))
    parts.append(d.text(LEFT + 184, y + 126, "25 days? Or: it does not say?"))
    told = "; ".join(f"{chunks[i]}, {scores[i]:.2f}" for i in order)
    return d.picture(
        "retrieval-augmented-generation",
        "The nearest chunk goes into the prompt, whether or not it answers",
        f"The question is: {QUESTION}? Five chunks stand below it, ordered by their score: {told}. "
        "The first is copied into the prompt, in front of the question. It is about vacation, "
        "and the question is about sick days, so the answer of the model may be wrong.",
        (520, y + 140),
        parts,
    )
