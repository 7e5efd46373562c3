"""A safetensors file is a length, a header in JSON, and numbers: nothing that runs."""

import json
import struct

import numpy as np

CODES = {"float32": "F32", "float16": "F16"}


def save(tensors):  # names and arrays -> bytes
    header, data = {}, b""
    for name, array in tensors.items():
        header[name] = {
            "dtype": CODES[array.dtype.name],
            "shape": array.shape,
            "data_offsets": [len(data), len(data) + array.nbytes],  # behind the header
        }
        data += array.astype(array.dtype.newbyteorder("<")).tobytes()  # row by row
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data  # <Q: 8 bytes, lowest first


W = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], dtype=np.float32)  # (d_out, d_in)
b = np.array([0.5], dtype=np.float16)
file = save({"W": W, "b": b})
size = int.from_bytes(file[:8], "little")
print("length: ", file[:8].hex(" "), "is", size)
print("header: ", file[8 : 8 + size].decode())
print("numbers:", file[8 + size :].hex(" "))
