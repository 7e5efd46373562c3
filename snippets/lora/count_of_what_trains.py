"""An adapter trains rank x (d_in + d_out) numbers instead of d_in x d_out."""

print("   d_in  d_out  rank   full matrix   adapter  times fewer")
for d_in, d_out, rank in (
    (768, 768, 4),
    (768, 3072, 8),
    (4096, 4096, 16),
    (64, 64, 32),
):
    full = d_in * d_out
    adapter = rank * (d_in + d_out)
    print(f"{d_in:7} {d_out:6} {rank:5} {full:13,} {adapter:9,} {full / adapter:12.1f}")

n_layers, d_model, rank = 96, 12_288, 4  # GPT-3, its query and value matrices
adapter = n_layers * 2 * rank * (d_model + d_model)
print(f"GPT-3: {adapter:,} trained, {174_604_259_328 / adapter:,.0f} times fewer")
print(f"at 2 bytes each: {adapter * 2 / 1e6:.1f} MB")
