"""One number in three formats: bits are shared between size and digits."""

import torch

formats = {  # name: format, whole number of the same width, bits for the size
    "fp32": (torch.float32, torch.int32, 8),
    "fp16": (torch.float16, torch.int16, 5),
    "bf16": (torch.bfloat16, torch.int16, 8),
}
for name, (kind, whole, size) in formats.items():
    number = torch.tensor(0.1, dtype=kind)
    width = 8 * number.element_size()
    text = f"{number.view(whole).item():0{width}b}"  # 0.1 is positive: no sign to mind
    exponent, fraction = text[1 : 1 + size], text[1 + size :]
    mantissa, power = torch.frexp(number.float())  # 0.1 = mantissa x 2 ** power
    print(f"{name} {text[0]} {exponent} {fraction}")
    print(f"     2 to the power of {power - 1}, times {mantissa * 2:.5f}")
    print(f"     = {number.item():.5f}")
