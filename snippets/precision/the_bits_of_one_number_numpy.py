"""One number in three formats: bits are shared between size and digits."""

import numpy as np

number = np.float32(0.1)
formats = {  # name: bits as a whole number, how many for the size, for the digits
    "fp32": (number.view(np.uint32), 8, 23),
    "fp16": (np.float16(number).view(np.uint16), 5, 10),
    "bf16": ((number.view(np.uint32) + np.uint32(0x8000)) >> 16, 8, 7),  # rounded
}
for name, (bits, size, digits) in formats.items():
    text = f"{int(bits):0{1 + size + digits}b}"
    sign, exponent, fraction = text[0], text[1 : 1 + size], text[1 + size :]
    power = int(exponent, 2) - (2 ** (size - 1) - 1)
    value = (-1) ** int(sign) * 2.0**power * (1 + int(fraction, 2) / 2**digits)
    print(f"{name} {sign} {exponent} {fraction}")
    print(
        f"     2 to the power of {power}, times {1 + int(fraction, 2) / 2**digits:.5f}"
    )
    print(f"     = {value:.5f}")
