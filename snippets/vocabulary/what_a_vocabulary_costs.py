"""Each token costs a row of d_model parameters, or two where matrices are not tied."""

models = {  # vocab_size, d_model, all parameters, matrices of vocab_size rows
    "GPT-2 small": (50_257, 768, 124_439_808, 1),
    "SmolLM2-135M": (49_152, 576, 134_515_008, 1),
    "GPT-3": (50_257, 12_288, 174_604_259_328, 1),
    "Llama 2 7B": (32_000, 4096, 6_738_415_616, 2),
    "Llama 3.1 8B": (128_256, 4096, 8_030_261_248, 2),
    "Qwen3 0.6B": (151_936, 1024, 596_049_920, 1),
    "Qwen3 8B": (151_936, 4096, 8_190_735_360, 2),
    "Gemma 3 1B": (262_144, 1152, 999_885_952, 1),
    "Qwen3.5 27B": (248_320, 5120, 26_895_998_464, 2),
}
print(f"{'':12} {'in the rows':>13} {'of all parameters':>18}")
for name, (vocab_size, d_model, total, matrices) in models.items():
    rows = matrices * vocab_size * d_model
    print(f"{name:12} {rows:13,} {total:18,} {rows / total:7.2%}")

padded = -(-50_257 // 64) * 64  # up to the next multiple of 64
print(f"50,257 rounded up to {padded:,}: {padded - 50_257} rows that no text looks up")
