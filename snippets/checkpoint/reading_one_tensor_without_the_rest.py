"""From a file of any size, one tensor is read without the others."""

import io
import json
import struct

import numpy as np

CODES = {"F32": "<f4", "F16": "<f2", "I64": "<i8"}


def header_of(file):  # what is in it, and where the numbers start
    (size,) = struct.unpack("<Q", file.read(8))
    return json.loads(file.read(size)), 8 + size


def load(file, name):
    header, start = header_of(file)
    begin, end = header[name]["data_offsets"]
    file.seek(start + begin)
    kind, shape = CODES[header[name]["dtype"]], header[name]["shape"]
    return np.frombuffer(file.read(end - begin), kind).reshape(shape)


text = b"""{"__metadata__": {"format": "np"},
"big": {"dtype": "F32", "shape": [1000, 1000], "data_offsets": [0, 4000000]},
"W": {"dtype": "F32", "shape": [2, 1], "data_offsets": [4000000, 4000008]}}"""
numbers = bytes(4_000_000) + bytes.fromhex("0000803f 000000c0")
file = io.BytesIO(struct.pack("<Q", len(text)) + text + numbers)  # stands for a file
print("W:", load(file, "W").tolist(), "read up to byte", file.tell())
