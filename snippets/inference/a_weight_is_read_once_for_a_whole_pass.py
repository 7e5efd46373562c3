"""Decoding does two operations for each weight it reads; prefill does thousands."""

weights = 85_000_000  # in the blocks of a model such as GPT-2 small
bytes_read = 2 * weights  # 16 bits each; every pass reads them once
for name, tokens in (
    ("prefill, prompt of 1,000", 1000),
    ("decoding, one text", 1),
    ("decoding, 32 texts at once", 32),
):
    operations = 2 * weights * tokens  # a product and a sum for each weight and token
    print(f"{name:26} {operations / 1e9:6.2f} billion operations, ", end="")
    print(f"{operations / bytes_read:4.0f} for each byte read")
