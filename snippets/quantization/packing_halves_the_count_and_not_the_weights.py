"""Two codes of 4 bits share a byte: the count halves, the weights do not."""

import numpy as np

rng = np.random.default_rng(0)
codes = rng.integers(0, 16, size=(4, 64), dtype=np.uint8)  # (d_out, d_in)

packed = codes[:, ::2] | codes[:, 1::2] << 4  # (d_out, d_in / 2)
low, high = packed & 15, packed >> 4
unpacked = np.stack([low, high], axis=2).reshape(codes.shape)  # (d_out, d_in)
print(f"{codes.size} codes, {packed.size} numbers of type {packed.dtype} in the file")
same = np.array_equal(unpacked, codes)
print(f"unpacked: {unpacked.size} codes, all the same: {same}")
