"""A table of positions is added row by row, and it has a last row."""

import numpy as np


def sinusoids(context, d_model):  # (context, d_model)
    frequencies = 10_000.0 ** (-np.arange(0, d_model, 2) / d_model)
    angles = np.arange(context)[:, None] * frequencies
    table = np.zeros((context, d_model))
    table[:, 0::2] = np.sin(angles)
    table[:, 1::2] = np.cos(angles[:, : d_model // 2])  # one fewer if d_model is odd
    return table


def add_positions(x, table, start=0):  # start: tokens that a KV cache holds
    end = start + x.shape[1]
    if end > len(table):
        raise IndexError(f"position {end - 1}, and the last row is {len(table) - 1}")
    return x + table[start:end].astype(x.dtype)  # one row for all texts of the batch


table = sinusoids(1024, 768)
x = np.zeros((2, 5, 768))  # (batch, seq_len, d_model)
fifth = x[:, 4:]  # alone: the other four are in a KV cache
for part, start in (x, 0), (fifth, 4), (fifth, 0):
    made = add_positions(part, table, start)
    print(tuple(made.shape), f"start={start}:", *(f"{n:.3f}" for n in made[1, -1, :3]))
try:
    add_positions(x, table, start=1020)
except IndexError as error:
    print(error)
