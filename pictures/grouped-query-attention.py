"""Six query heads with six, two and one head of keys and values."""

from glossary.site import draw as d

N_HEADS, GAP, TOP, LOW = 6, 25, 78, 182
NAMES = {1: "one", 2: "two", 3: "three", 6: "six"}

n_kv_heads = 2  # of the panel in the middle; knob: 1, 2, 3, 6


def draw(n_kv_heads: int = n_kv_heads) -> str:
    """Three panels: the queries stay as many, the heads of keys and values get fewer."""
    parts, told = [], []
    panels = {"multi-head": N_HEADS, "grouped": n_kv_heads, "multi-query": 1}
    for i, (name, n_kv) in enumerate(panels.items()):
        left = 14 + 176 * i
        middle = left + GAP * (N_HEADS - 1) / 2 + 8
        group = N_HEADS // n_kv
        parts.append(d.text(middle, 24, name, anchor="middle", bold=True))
        parts.append(d.text(middle, 54, "queries", 15, d.MUTED, "middle"))
        for kv in range(n_kv):
            center = left + 8 + GAP * (kv * group + (group - 1) / 2)
            for query in range(kv * group, (kv + 1) * group):
                x = left + 8 + GAP * query
                parts.append(d.line([(x, TOP + 8), (center, LOW - 12)], "muted", 1.5))
                parts.append(d.dot(x, TOP, 8, "accent"))
            parts.append(d.box(center - 10, LOW - 12, 20, 24, "frozen", radius=4))
        parts.append(d.text(middle, LOW + 38, "keys and values", 15, d.MUTED, "middle"))
        kept = f"cache: {n_kv} of {N_HEADS}"
        parts.append(d.text(middle, LOW + 64, kept, anchor="middle"))
        heads = "heads" if n_kv > 1 else "head"
        told.append(f"{name}: {N_HEADS} queries, {n_kv} {heads} of keys and values")
    return d.picture(
        "grouped-query-attention",
        f"Six query heads share six, {NAMES[n_kv_heads]} or one head of keys and values",
        "Three panels with six dots, the query heads, above boxes, the heads of keys and values. "
        f"Lines lead from each dot to the box that it uses. {'; '.join(told)}.",
        (520, 262),
        parts,
    )
