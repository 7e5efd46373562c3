"""GPT-2 small's tensors, and the three counts that people quote."""

from math import prod

n_layers, d_model, vocab_size, context = 12, 768, 50_257, 1024
embeddings = {"wte.weight": (vocab_size, d_model), "wpe.weight": (context, d_model)}
matrices = {
    "h.0.attn.c_attn.weight": (d_model, 3 * d_model),  # query, key, value in one
    "h.0.attn.c_proj.weight": (d_model, d_model),
    "h.0.mlp.c_fc.weight": (d_model, 4 * d_model),
    "h.0.mlp.c_proj.weight": (4 * d_model, d_model),
}
vectors = {name.replace("weight", "bias"): s[1:] for name, s in matrices.items()}
for norm in ("h.0.ln_1", "h.0.ln_2"):
    vectors |= {f"{norm}.weight": (d_model,), f"{norm}.bias": (d_model,)}
last_norm = {"ln_f.weight": (d_model,), "ln_f.bias": (d_model,)}
for name, shape in (embeddings | matrices | vectors | last_norm).items():
    print(f"{name:22} {shape}")


def count(tensors):
    return sum(prod(shape) for shape in tensors.values())


in_blocks, in_embeddings = n_layers * count(matrices), count(embeddings)
total = in_blocks + in_embeddings + n_layers * count(vectors) + count(last_norm)
print(f"matrices of the 12 blocks  {in_blocks:11,} {in_blocks / total:7.2%}")
print(f"embeddings                 {in_embeddings:11,} {in_embeddings / total:7.2%}")
print(f"all, head tied to wte      {total:11,}")
print(f"all, head counted again    {total + vocab_size * d_model:11,}")
