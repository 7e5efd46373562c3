"""Bars: what Llama 3.1 8B takes on a GPU, by what is done with it."""

from glossary.site.draw import (
    INK,
    LINE,
    MUTED,
    box,
    from_script,
    line,
    picture,
    scale,
    text,
)


def rows():
    """Gigabytes of the base, of what training adds, and of the cache, as the page's script says."""
    script = from_script("gpu-memory/full_training_takes_eight_times_the_weights.py")
    names = {
        "inference, 4 bits": "infer, 4 bits",
        "inference, bf16": "infer, bf16",
        "QLoRA, 4 bits": "QLoRA",
        "LoRA on bf16": "LoRA on bf16",
        "training, 16 bytes": "train all",
    }
    return {
        shown: [s / 1e9 for s in script["rows"][name]] for name, shown in names.items()
    }


def draw() -> str:
    left, right, high = 138, 506, 44
    fills = "frozen", "trained", "link"
    parts = []
    for card in (24, 80):
        x = scale(card * 2**30 / 1e9, 0, 134, left, right)
        parts += [
            line([(x, 50), (x, 352)], MUTED, 2, "6 4"),
            text(x, 40, f"{card} GiB", 16, MUTED, "middle"),
        ]
    said = []
    for i, (name, sizes) in enumerate(rows().items()):
        y, at = 62 + 58 * i, left
        parts.append(text(left - 8, y + 28, name, 16, INK, "end"))
        for size, fill in zip(sizes, fills, strict=True):
            if size:
                end = at + size / 134 * (right - left)
                parts.append(box(at, y, max(end - at, 3), high, fill, INK))
                at = max(end, at + 3)
        total = sum(sizes)
        inside = total > 60
        parts.append(
            text(
                at - 10
                if inside
                else scale(24 * 2**30 / 1e9, 0, 134, left, right) + 10,
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
        "Five bars of gigabytes for a model of 8.03 billion parameters, with marks for GPUs "
        f"of 24 and 80 GiB. {'; '.join(said)}. In both bars of inference the KV cache of 4,096 "
        "tokens is the last, small part. In training all, seven eighths are gradients, averages "
        "and the copy in fp32; with LoRA and QLoRA that part is a thin line."
    )
    return picture(
        "gpu-memory",
        "What an 8B model takes on a GPU",
        description,
        (520, 430),
        parts,
    )
