"""GPT-2's neurons: 4 x d_model in each block; counting all rows of all layers, 9 x."""

sizes = {
    "small": (12, 768),
    "medium": (24, 1024),
    "large": (36, 1280),
    "XL": (48, 1600),
}
for name, (n_layers, d_model) in sizes.items():
    up = 4 * d_model  # rows of the layer that widens, with a bend behind each
    others = 3 * d_model + d_model + d_model  # query, key, value; output; narrowing
    all_rows = n_layers * (up + others)
    print(f"{name:7} {n_layers * up:8,} with a bend, {all_rows:8,} rows in all")
