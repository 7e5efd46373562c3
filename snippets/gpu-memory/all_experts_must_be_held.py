"""A mixture of experts is held whole, and a large batch reads nearly all of it."""

batch = 8  # tokens that are computed together; knob: 2, 4, 8, 16, 32
models = {  # GB: all, input embedding, experts; experts in a layer, for a token
    "Llama 3.1 8B (bf16)": (16.061, 1.051, 0, 1, 1),
    "gpt-oss-20b (MXFP4)": (13.761, 1.158, 10.166, 32, 4),
    "Qwen3-30B-A3B (bf16)": (61.064, 0.622, 57.982, 128, 8),
    "DeepSeek-V3 (FP8)": (673.151, 1.853, 654.068, 256, 8),
}
print(f"GB                      held   read for one token{f'for {batch}':>8}   for 64")
for name, (held, embedding, in_experts, n_experts, per_token) in models.items():
    print(f"{name:20} {held:7,.1f}", end="")
    for tokens, width in ((1, 20), (batch, 7), (64, 8)):
        missed = (1 - per_token / n_experts) ** tokens  # chosen as if by lot
        read = held - embedding - in_experts * missed  # of the embedding a row each
        print(f" {read:{width},.1f}", end="")
    print()
