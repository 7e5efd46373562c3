"""A mixture of experts is held whole, and a large batch reads nearly all of it."""

batch = 8  # tokens that are computed together; knob: 2, 4, 8, 16, 32
models = {  # bytes: all, input embedding, experts; experts in a layer, for a token
    "Llama 3.1 8B (bf16)": (16_060_522_496, 1_050_673_152, 0, 1, 1),
    "gpt-oss-20b (MXFP4)": (13_761_264_768, 1_158_266_880, 10_165_616_640, 32, 4),
    "Qwen3-30B-A3B (bf16)": (61_064_245_248, 622_329_856, 57_982_058_496, 128, 8),
    "DeepSeek-V3 (FP8)": (673_150_552_416, 1_853_358_080, 654_068_416_512, 256, 8),
}
print(f"GB                      held   read for one token{f'for {batch}':>8}   for 64")
for name, (held, embedding, in_experts, n_experts, per_token) in models.items():
    print(f"{name:20} {held / 1e9:7,.1f}", end="")
    for tokens, width in ((1, 20), (batch, 7), (64, 8)):
        missed = (1 - per_token / n_experts) ** tokens  # chosen as if by lot
        read = held - embedding - in_experts * missed  # of the embedding a row each
        print(f" {read / 1e9:{width},.1f}", end="")
    print()
