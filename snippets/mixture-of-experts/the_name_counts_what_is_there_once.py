"""8 times 7B are 47B: experts share all the rest, and a token uses 13B of them."""


def parameters(
    n_layers, d_model, n_heads, n_kv_heads, d_head, d_ff, n_experts, vocab_size, qk_norm
):
    attention = 2 * d_model * (n_heads + n_kv_heads) * d_head + 2 * d_head * qk_norm
    router = d_model * n_experts if n_experts > 1 else 0
    layer = attention + router + 2 * d_model  # and two norms
    rest = n_layers * layer + 2 * vocab_size * d_model + d_model  # not tied
    return rest, n_layers * 3 * d_model * d_ff  # the rest; one expert of each layer


models = {
    "Llama 3.1 8B": ((32, 4096, 32, 8, 128, 14_336, 1, 128_256, False), 1),
    "Mixtral 8x7B": ((32, 4096, 32, 8, 128, 14_336, 8, 32_000, False), 2),
    "Qwen3 30B-A3B": ((48, 2048, 32, 4, 128, 768, 128, 151_936, True), 8),
}
print("billions       rest  one expert  active             all")
for name, (sizes, n_active) in models.items():
    rest, expert = parameters(*sizes)
    row = f"{rest / 1e9:5.2f} {expert / 1e9:11.2f}"
    active = (rest + n_active * expert) / 1e9
    print(f"{name:13} {row} {active:7.2f} {rest + sizes[6] * expert:15,}")
