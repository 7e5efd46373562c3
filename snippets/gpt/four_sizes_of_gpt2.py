"""GPT-2's four sizes from four numbers, and how far the short formula reaches."""

vocab_size, context = 50_257, 1_024
sizes = {  # n_layers, d_model, millions as the paper printed them
    "small": (12, 768, 117),
    "medium": (24, 1_024, 345),
    "large": (36, 1_280, 762),
    "XL": (48, 1_600, 1_542),
}
for name, (n_layers, d_model, printed) in sizes.items():
    tables = (vocab_size + context) * d_model
    matrices = 12 * d_model**2  # attention 4, feed-forward layer 8
    small = 9 * d_model + 2 * 2 * d_model  # biases; gain and shift of two norms
    count = tables + n_layers * (matrices + small) + 2 * d_model  # and the last norm
    share = n_layers * matrices / count
    print(f"{name:6} {count:13,} parameters, printed {printed:5,} M", end=", ")
    print(f"12 × n_layers × d_model² is {share:.0%}")
