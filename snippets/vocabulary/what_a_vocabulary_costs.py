"""Each token costs a row of d_model numbers, or two where tables are not shared."""

models = {  # vocab_size, d_model, all parameters, tables of vocab_size rows
    "GPT-2 small": (50_257, 768, 124_439_808, 1),
    "SmolLM2-135M": (49_152, 576, 134_515_008, 1),
    "Llama 2 7B": (32_000, 4096, 6_738_415_616, 2),
    "Llama 3 8B": (128_256, 4096, 8_030_261_248, 2),
    "GPT-3": (50_257, 12_288, 174_604_259_328, 1),
}
for name, (vocab_size, d_model, total, tables) in models.items():
    rows = tables * vocab_size * d_model
    print(f"{name:13} {rows:13,} of {total:15,}: {rows / total:6.2%}")

padded = -(-50_257 // 64) * 64  # up to the next multiple of 64
print(
    f"50,257 rounded up to {padded:,}: {(padded - 50_257) * 768:,} numbers never used"
)
