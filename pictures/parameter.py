"""Where the parameters of four models sit: one bar each, cut by kind."""

from glossary.site.draw import (
    FROZEN,
    ON_FROZEN,
    ON_TRAINED,
    PAPER,
    SURFACE,
    TRAINED,
    box,
    picture,
    text,
)

MODELS = {  # layers, d_model, share of key and value heads, d_ff, matrices of it, rows
    "GPT-2 small": (12, 768, 1, 3072, 2, 50_257 + 1024),
    "SmolLM2-135M": (30, 576, 3 / 9, 1536, 3, 49_152),
    "Llama 2 7B": (32, 4096, 1, 11_008, 3, 2 * 32_000),
    "Llama 3 8B": (32, 4096, 8 / 32, 14_336, 3, 2 * 128_256),
}
KINDS = ("embeddings and output", "attention", "feed-forward")
LOOKS = ((FROZEN, ON_FROZEN), (SURFACE, "ink"), (TRAINED, ON_TRAINED))


def shares(sizes):
    """Percent in embeddings and output, attention, feed-forward layers; together 100."""
    n_layers, d_model, shared, d_ff, matrices, rows = sizes
    parts = (
        rows * d_model,
        n_layers * (2 + 2 * shared) * d_model**2,
        n_layers * matrices * d_model * d_ff,
    )
    exact = [100 * part / sum(parts) for part in parts]
    whole = [int(share) for share in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: whole[i] - exact[i])
    for i in by_rest[: 100 - sum(whole)]:
        whole[i] += 1
    return whole


def draw():
    parts, told = [], []
    for row, (name, sizes) in enumerate(MODELS.items()):
        top, left = 50 + 72 * row, 10.0
        parts.append(text(10, top - 8, name, 17, bold=True))
        narrow = shares(sizes)[0] <= 8  # too narrow to write in
        for share, (fill, ink) in zip(shares(sizes), LOOKS, strict=True):
            width = 5 * share
            parts.append(box(left, top, width, 34, fill, stroke=PAPER))
            if share > 8:
                parts.append(
                    text(left + width / 2, top + 23, f"{share:.0f}%", 16, ink, "middle")
                )
            left += width
        if narrow:
            note = f"on the left: {shares(sizes)[0]}% {KINDS[0]}"
            parts.append(text(160, top - 8, note, 16, "muted"))
        told.append(
            f"{name}: "
            + ", ".join(
                f"{kind} {share:.0f}%"
                for kind, share in zip(KINDS, shares(sizes), strict=True)
            )
        )
    left = 10
    for kind, (fill, _), width in zip(KINDS, LOOKS, (235, 125, 150), strict=True):
        parts.append(box(left, 346, 22, 22, fill, stroke="muted"))
        parts.append(text(left + 30, 363, kind, 16))
        left += width
    return picture(
        "parameter",
        "Where the parameters of four models sit",
        "Four bars of equal length, each divided into embeddings and output, attention, "
        "and feed-forward layers, from left to right. " + ". ".join(told) + ".",
        (520, 380),
        parts,
    )
