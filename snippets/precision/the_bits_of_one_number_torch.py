"""One number in three formats: its bits are shared between exponent and fraction."""

import torch

formats = {  # name: dtype, integer of the same width, bits of the exponent
    "fp32": (torch.float32, torch.int32, 8),
    "fp16": (torch.float16, torch.int16, 5),
    "bf16": (torch.bfloat16, torch.int16, 8),
}
print("format  sign  exponent  fraction                 power of 2   times      value")
for name, (dtype, integer, exponent_bits) in formats.items():
    number = torch.tensor(0.1, dtype=dtype)
    width = 8 * number.element_size()
    text = f"{number.view(integer).item():0{width}b}"  # 0.1 is positive: sign bit 0
    exponent, fraction = text[1 : 1 + exponent_bits], text[1 + exponent_bits :]
    times, power = torch.frexp(number.float())  # number = times x 2 ** power
    print(f"{name:6} {text[0]:>5}  {exponent:8}  {fraction:23}", end="")
    print(f"{power - 1:12} {2 * times:9.5f} {number.item():9.5f}")
