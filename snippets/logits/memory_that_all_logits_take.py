"""Training keeps the logits of every place; writing needs those of the last only."""

models = {"GPT-2": 50_257, "SmolLM2-135M": 49_152}  # vocab_size
for name, vocab_size in models.items():
    for time in (1_024, 8_192):  # tokens of the text
        every, last = (4 * n * vocab_size / 1e6 for n in (time, 1))  # float32: 4 bytes
        print(f"{name}: {time:,} places of {vocab_size:,} logits, ", end="")
        print(f"{every:.0f} MB, last {last:.1f} MB")
