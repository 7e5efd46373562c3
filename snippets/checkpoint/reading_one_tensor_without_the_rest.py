"""From a safetensors file of any size, one tensor is read without the others."""

import io
import json
import struct

import numpy as np

KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "BOOL": "?"}
KINDS |= {"I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1"}


def load(file, name):
    file.seek(0)
    (size,) = struct.unpack("<Q", file.read(8))
    tensor = json.loads(file.read(size))[name]  # from the header, without numbers
    kind, (begin, end) = tensor["dtype"], tensor["data_offsets"]
    file.seek(8 + size + begin)
    numbers = np.frombuffer(file.read(end - begin), KINDS[kind]).copy()  # writable
    if kind == "BF16":  # the upper 16 of the 32 bits of an F32
        numbers = (numbers.astype("<u4") << 16).view("<f4")
    return numbers.reshape(tensor["shape"])


text = b"""{
"big": {"dtype": "F32", "shape": [1000, 1000], "data_offsets": [0, 4000000]},
"W": {"dtype": "BF16", "shape": [2, 1], "data_offsets": [4000000, 4000004]}}"""
numbers = bytes(4_000_000) + bytes.fromhex("803f 00c0")
file = io.BytesIO(struct.pack("<Q", len(text)) + text + numbers)  # stands for a file
print("W:", load(file, "W").tolist(), "read up to byte", file.tell())
