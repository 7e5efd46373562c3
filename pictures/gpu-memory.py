"""Bars: what a model of 7 billion parameters takes on a GPU, by what is done with it."""

from glossary.site.draw import (
    INK,
    LINE,
    MUTED,
    box,
    line,
    picture,
    scale,
    text,
)


def rows():
    """Gigabytes of the base, of what training adds, and of the cache."""
    n_layers, d, d_ff, vocab_size, rank = 32, 4096, 11_008, 32_000, 16
    linear = n_layers * (4 * d**2 + 3 * d * d_ff)
    rest = 2 * vocab_size * d + (2 * n_layers + 1) * d
    count = linear + rest
    lora = n_layers * rank * (4 * (d + d) + 3 * (d + d_ff))
    nf4 = (4 + 0.127) / 8 * linear + 2 * rest
    cache = 2 * n_layers * d * 2 * 4096
    sizes = {
        "answer, 4 bits": (nf4, 0, cache),
        "answer, fp16": (2 * count, 0, cache),
        "QLoRA": (nf4, 16 * lora, 0),
        "LoRA on fp16": (2 * count, 16 * lora, 0),
        "train all": (2 * count, 14 * count, 0),
    }
    return {name: [s / 1e9 for s in parts] for name, parts in sizes.items()}


def draw() -> str:
    left, right, high = 138, 506, 44
    fills = "frozen", "trained", "link"
    parts = []
    for card in (24, 80):
        x = scale(card, 0, 112, left, right)
        parts += [
            line([(x, 50), (x, 352)], MUTED, 2, "6 4"),
            text(x, 40, f"{card} GB card", 16, MUTED, "middle"),
        ]
    said = []
    for i, (name, sizes) in enumerate(rows().items()):
        y, at = 62 + 58 * i, left
        parts.append(text(left - 8, y + 28, name, 16, INK, "end"))
        for size, fill in zip(sizes, fills, strict=True):
            if size:
                end = at + size / 112 * (right - left)
                parts.append(box(at, y, max(end - at, 3), high, fill, INK))
                at = max(end, at + 3)
        total = sum(sizes)
        inside = total > 60
        parts.append(
            text(
                at - 10 if inside else scale(24, 0, 112, left, right) + 10,
                y + 28,
                f"{total:.1f} GB",
                17,
                "on-trained" if inside else INK,
                "end" if inside else "start",
                bold=True,
            )
        )
        said.append(f"{name}: {total:.1f}")
    parts.append(line([(left, 50), (left, 352)], LINE))
    x = 20
    for fill, words in zip(
        fills, ("weights", "gradients, averages", "KV cache"), strict=True
    ):
        parts += [box(x, 370, 22, 18, fill, INK), text(x + 30, 385, words, 16)]
        x += 30 + 8.2 * len(words) + 30
    parts.append(text(20, 418, "Activations come on top.", 16, MUTED))
    description = (
        "Five bars of gigabytes for a model of 6.7 billion parameters, with marks for cards "
        f"of 24 and 80. {'; '.join(said)}. In both bars of answering the KV cache is the "
        "last, small part. In training all, seven eighths are gradients, averages and the "
        "copy in fp32; with LoRA and QLoRA that part is a thin line."
    )
    return picture(
        "gpu-memory",
        "What a 7B model takes on a GPU",
        description,
        (520, 430),
        parts,
    )
