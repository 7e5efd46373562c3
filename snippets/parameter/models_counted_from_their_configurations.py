"""Models built like Llama, counted from the sizes in their config.json."""


def count(n_layers, d_model, n_heads, n_kv_heads, d_head, d_ff, vocab_size, **options):
    experts = options.get("experts", 1)
    attention = 2 * d_model * d_head * (n_heads + n_kv_heads)
    attention += 2 * d_head if options.get("qk_norm") else 0
    expert = 3 * d_model * d_ff  # gate, up and down
    router = d_model * experts if experts > 1 else 0
    embeddings = (1 if options.get("tied") else 2) * vocab_size * d_model
    rest = n_layers * (attention + router + 2 * d_model) + d_model + embeddings
    total = rest + n_layers * experts * expert
    return total, rest + n_layers * options.get("active", experts) * expert, embeddings


models = {
    "SmolLM2-135M": count(30, 576, 9, 3, 64, 1536, 49_152, tied=True),
    "Qwen3-0.6B": count(28, 1024, 16, 8, 128, 3072, 151_936, tied=True, qk_norm=True),
    "Llama 2 7B": count(32, 4096, 32, 32, 128, 11_008, 32_000),
    "Llama 3.1 8B": count(32, 4096, 32, 8, 128, 14_336, 128_256),
    "Llama 2 70B": count(80, 8192, 64, 8, 128, 28_672, 32_000),
    "miscounted 70B": count(80, 8192, 64, 64, 128, 28_672, 32_000),
    "Mixtral 8x7B": count(32, 4096, 32, 8, 128, 14_336, 32_000, experts=8, active=2),
    "Qwen3-30B-A3B": count(
        48, 2048, 32, 4, 128, 768, 151_936, qk_norm=True, experts=128, active=8
    ),
}
print("model                      total          active  embeddings")
for name, (total, active, embeddings) in models.items():
    print(f"{name:14} {total:17,} {active:15,} {embeddings / total:10.1%}")
