"""The bits of exponent and fraction decide range and precision of a format."""


def decode(code, exponent_bits, fraction_bits):  # of a positive number
    bias = 2 ** (exponent_bits - 1) - 1
    exponent, fraction = divmod(code, 2**fraction_bits)
    if exponent == 0:  # subnormal: no leading 1, so that 0 and its surroundings exist
        return 2.0 ** (1 - bias) * fraction / 2**fraction_bits
    return 2.0 ** (exponent - bias) * (1 + fraction / 2**fraction_bits)


formats = {  # bits of exponent and fraction, codes kept for infinity and nan
    "fp32": (8, 23, 2**23),
    "TF32": (8, 10, 2**10),
    "bf16": (8, 7, 2**7),
    "fp16": (5, 10, 2**10),
    "FP8 E5M2": (5, 2, 2**2),
    "FP8 E4M3": (4, 3, 1),  # no infinity, one nan
    "FP4 E2M1": (2, 1, 0),  # neither
}
print("format    bits     largest  least normal     least  gap after 1")
for name, (exponent_bits, fraction_bits, kept) in formats.items():
    width, bits = exponent_bits + fraction_bits, (exponent_bits, fraction_bits)
    largest = decode(2**width - 1 - kept, *bits)
    normal, least = decode(2**fraction_bits, *bits), decode(1, *bits)
    print(f"{name:9} {1 + width:4} {largest:11.6g} {normal:13.2g}", end="")
    print(f" {least:9.2g} {2.0**-fraction_bits:12.3g}")
print("positive numbers of E2M1:", *(f"{decode(code, 2, 1):g}" for code in range(8)))
