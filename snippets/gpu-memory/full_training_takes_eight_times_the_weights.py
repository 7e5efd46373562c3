"""Full training takes eight times the memory of the weights, LoRA hardly more."""


def memory(n_layers, d_model, n_heads, n_kv_heads, d_head, d_ff, vocab_size, tied,
           rank=16, context=4096, sequences=1):  # fmt: skip
    q, kv = n_heads * d_head, n_kv_heads * d_head
    mlp = [(d_model, d_ff), (d_model, d_ff), (d_ff, d_model)]
    shapes = [(d_model, q), (d_model, kv), (d_model, kv), (q, d_model), *mlp]
    linear = n_layers * sum(i * o for i, o in shapes)
    lora = n_layers * rank * sum(i + o for i, o in shapes)  # beside every matrix
    norms = (2 * n_layers + 1) * d_model
    rest = (1 if tied else 2) * vocab_size * d_model + norms  # embedding, output
    count, nf4 = linear + rest, linear * (4 + 0.127) / 8 + 2 * rest
    cache = 2 * n_layers * kv * context * sequences * 2  # keys and values in bf16
    rows = {  # bytes of the weights, of what training adds, of the KV cache
        "inference, bf16": (2 * count, 0, cache),
        "inference, 4 bits": (nf4, 0, cache),
        "training, 16 bytes": (2 * count, 14 * count, 0),
        "LoRA on bf16": (2 * count, 16 * lora, 0),
        "QLoRA, 4 bits": (nf4, 16 * lora, 0),
    }
    return count, lora, rows


llama = 32, 4096, 32, 8, 128, 14_336, 128_256, False  # Llama 3.1 8B
count, lora, rows = memory(*llama)
print(f"{count:,} parameters, LoRA adds {lora:,}")
print("GB                   weights  training  KV cache   sum")
for name, parts in rows.items():
    print(f"{name:18}", *(f"{n / 1e9:9.2f}" for n in parts), f"{sum(parts) / 1e9:6.2f}")
