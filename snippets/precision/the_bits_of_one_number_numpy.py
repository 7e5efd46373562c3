"""One number in three formats: its bits are shared between exponent and fraction."""

import numpy as np

x = 0.1  # knob: 0.1, 0.3, 0.5, 1.0, 3.0, 1000.0
number = np.float32(x)
bf16 = (number.view(np.uint32) + np.uint32(0x8000)) >> 16  # upper half, ties up
formats = {  # name: the bits as an integer, bits of the exponent, of the fraction
    "fp32": (number.view(np.uint32), 8, 23),
    "fp16": (np.float16(number).view(np.uint16), 5, 10),
    "bf16": (bf16, 8, 7),
}
print("format  sign  exponent  fraction                 power of 2   times      value")
for name, (bits, exponent_bits, fraction_bits) in formats.items():
    text = f"{int(bits):0{1 + exponent_bits + fraction_bits}b}"
    sign, exponent = text[0], text[1 : 1 + exponent_bits]
    fraction = text[1 + exponent_bits :]
    power = int(exponent, 2) - (2 ** (exponent_bits - 1) - 1)
    times = 1 + int(fraction, 2) / 2**fraction_bits
    value = (-1) ** int(sign) * 2.0**power * times
    print(f"{name:6} {sign:>5}  {exponent:8}  {fraction:23}", end="")
    print(f"{power:12} {times:9.5f} {value:9.5f}")
