"""Tying saves vocab_size x d_model numbers: much of a small model."""

models = {  # vocab_size, d_model, parameters, whether those are tied
    "SmolLM2 135M": (49_152, 576, 134_515_008, True),
    "GPT-2 small": (50_257, 768, 124_439_808, True),
    "Qwen3 0.6B": (151_936, 1024, 596_049_920, True),
    "Llama 3.2 1B": (128_256, 2048, 1_235_814_400, True),
    "Llama 2 7B": (32_000, 4096, 6_738_415_616, False),
    "Qwen3 8B": (151_936, 4096, 8_190_735_360, False),
    "Gemma 3 27B": (262_208, 5376, 27_009_346_304, True),
}
print("model         as it is           tied          untied   saved by tying")
for name, (vocab_size, d_model, count, is_tied) in models.items():
    matrix = vocab_size * d_model
    tied, untied = (count, count + matrix) if is_tied else (count - matrix, count)
    as_it_is = "tied" if is_tied else "untied"
    print(f"{name:13} {as_it_is:7} {tied:15,} {untied:15,} {matrix / untied:10.1%}")
