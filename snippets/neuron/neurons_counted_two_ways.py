"""Neurons by two counts: with an activation function, and all rows of all matrices."""

models = {  # n_layers, d_model, d_ff, rows for queries, for keys; wide matrices
    "GPT-2 small": (12, 768, 3072, 768, 768, 1),
    "GPT-2 XL": (48, 1600, 6400, 1600, 1600, 1),
    "SmolLM2-135M": (30, 576, 1536, 576, 192, 2),
    "Llama 3.1 8B": (32, 4096, 14_336, 4096, 1024, 2),
    "Qwen3-8B": (36, 4096, 12_288, 4096, 1024, 2),
}
print("model         with an activation function  all rows of the blocks")
for name, (n_layers, d_model, d_ff, queries, keys, wide) in models.items():
    attention = queries + 2 * keys + d_model  # queries, keys, values, output
    feed_forward = wide * d_ff + d_model  # gate and up, or up alone; down
    rows = n_layers * (attention + feed_forward)
    print(f"{name:13} {n_layers * d_ff:27,} {rows:23,}")
