"""A safetensors file is a length, a header in JSON, and numbers: nothing that runs."""

import json
import struct

import numpy as np

CODES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64"}


def save(tensors):  # names and arrays -> bytes
    header, data = {"__metadata__": {"format": "pt"}}, b""  # which some readers want
    for name in sorted(tensors, key=lambda name: -tensors[name].itemsize):
        array = tensors[name]  # the widest numbers first, so that all are aligned
        offsets = [len(data), len(data) + array.nbytes]  # from the end of the header
        code = CODES[array.dtype.name]
        header[name] = {"dtype": code, "shape": array.shape, "data_offsets": offsets}
        data += array.astype(array.dtype.newbyteorder("<")).tobytes()  # row by row
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)  # to a multiple of 8 bytes
    return struct.pack("<Q", len(text)) + text + data  # <Q: 8 bytes, lowest first


W = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], dtype=np.float32)  # (d_out, d_in)
file = save({"b": np.array([0.5], dtype=np.float16), "W": W})
size = int.from_bytes(file[:8], "little")
print("length: ", file[:8].hex(" "), "is", size)
print("header: ", file[8 : 8 + size].decode().replace(' "W"', '\n "W"'))
print("numbers:", file[8 + size :].hex(" "))
