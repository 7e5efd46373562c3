"""GPT-2 small's tensors, and the three counts that people quote."""

from math import prod

n_layers, d, vocab_size, context = 12, 768, 50_257, 1024  # d is d_model
tables = {"wte.weight": (vocab_size, d), "wpe.weight": (context, d)}
matrices = {
    "attn.c_attn.weight": (d, 3 * d),  # query, key and value side by side
    "attn.c_proj.weight": (d, d),
    "mlp.c_fc.weight": (d, 4 * d),
    "mlp.c_proj.weight": (4 * d, d),
}
small = {f"{name[:-6]}bias": shape[1:] for name, shape in matrices.items()}
small |= {f"ln_{i}.{kind}": (d,) for i in (1, 2) for kind in ("weight", "bias")}
last = {"ln_f.weight": (d,), "ln_f.bias": (d,)}
names = tables | {f"h.0.{k}": v for k, v in (matrices | small).items()} | last
for name, shape in names.items():
    print(f"{name:22} {shape}")

in_blocks = n_layers * sum(map(prod, matrices.values()))
rest = n_layers * sum(map(prod, small.values())) + sum(map(prod, last.values()))
in_tables = sum(map(prod, tables.values()))
total = in_blocks + rest + in_tables
print(f"matrices of the blocks: {in_blocks:,} ({in_blocks / total:.2%})")
print(f"tables: {in_tables:,} ({in_tables / total:.2%}), rest {rest / total:.2%}")
print(f"all, head tied to wte: {total:,}")
print(f"all, head counted again: {total + vocab_size * d:,}")
