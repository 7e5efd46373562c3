"""What a model of 7 billion parameters takes on a GPU, by what is done with it."""

n_layers, d, d_ff, vocab_size, rank = 32, 4096, 11_008, 32_000, 16  # Llama-2-7B
linear = n_layers * (4 * d**2 + 3 * d * d_ff)  # weights in the layers of the blocks
rest = 2 * vocab_size * d + (2 * n_layers + 1) * d  # two tables, gains of the norms
count = linear + rest
lora = n_layers * rank * (4 * (d + d) + 3 * (d + d_ff))  # A and B beside each layer
nf4 = (4 + 0.127) / 8 * linear + 2 * rest  # 4 bits and 0.127 for scales; rest in fp16
cache = 2 * n_layers * d * 2 * 4096  # keys and values of 4,096 tokens, 2 bytes each
rows = {  # base, what training adds, cache: bytes
    "answer, fp16": (2 * count, 0, cache),
    "answer, 4 bits": (nf4, 0, cache),
    "train all, 16 bytes": (2 * count, 14 * count, 0),
    "train all, 18 bytes": (6 * count, 12 * count, 0),
    "LoRA on fp16": (2 * count, 16 * lora, 0),
    "QLoRA, 4 bits": (nf4, 16 * lora, 0),
}
print(f"{count:,} parameters; LoRA of rank {rank} adds {lora:,}")
print(f"{'GB':19}   weights  training     cache       sum")
for name, parts in rows.items():
    shown = [*parts, sum(parts)]
    print(f"{name:19}", *(f"{size / 1e9:9.1f}" for size in shown))
