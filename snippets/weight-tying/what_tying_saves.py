"""Tying saves vocab_size x d_model numbers: much of a small model."""

models = {  # vocab_size, d_model, parameters as published, whether those are tied
    "SmolLM2-135M": (49_152, 576, 134_515_008, True),
    "GPT-2 small": (50_257, 768, 124_439_808, True),
    "GPT-3": (50_257, 12_288, 174_604_259_328, True),
    "Llama 2 7B": (32_000, 4096, 6_738_415_616, False),
    "Llama 3 8B": (128_256, 4096, 8_030_261_248, False),
}
print("model         tied             untied           saved")
for name, (vocab_size, d_model, count, is_tied) in models.items():
    table = vocab_size * d_model
    tied, untied = (count, count + table) if is_tied else (count - table, count)
    print(f"{name:13} {tied:<16,} {untied:<16,} {table / untied:.1%}")
