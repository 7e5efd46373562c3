"""Training needs the logits of every position; generation those of the last only."""

models = {  # vocab_size, texts in a batch, tokens of each
    "GPT-2": (50_257, 8, 1_024),
    "Llama 3.1 8B": (128_256, 8, 8_192),
    "Qwen3.5 27B": (248_320, 8, 8_192),
}
print(
    "              tokens  logits in float32  with their gradient  of the last position"
)
for name, (vocab_size, batch, seq_len) in models.items():
    every = 4 * batch * seq_len * vocab_size / 1e9  # 4 bytes a number
    last = 4 * batch * vocab_size / 1e9
    row = f"{batch * seq_len:7,} {every:15.1f} GB {2 * every:17.1f} GB {last:18.3f} GB"
    print(f"{name:12} {row}")
