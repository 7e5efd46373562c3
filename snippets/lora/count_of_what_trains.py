"""An adapter trains rank x (d_in + d_out) numbers instead of d_in x d_out."""


def adapter(rank, d_in, d_out):
    return rank * d_in + d_out * rank  # A and B


print("   d_in  d_out  rank   full matrix   A and B  times fewer")
for d_in, d_out, rank in ((768, 768, 4), (4096, 14_336, 16), (64, 64, 32)):
    full, trained = d_in * d_out, adapter(rank, d_in, d_out)
    ratio = full / trained
    print(f"{d_in:7} {d_out:6} {rank:5} {full:13,} {trained:9,} {ratio:12.1f}")

n_layers, d_model, rank = 96, 12_288, 4  # GPT-3: query and value matrices
gpt_3 = n_layers * 2 * adapter(rank, d_model, d_model)
print(f"GPT-3, rank {rank}: {gpt_3:,}, {174_604_259_328 / gpt_3:,.0f} times fewer")
print(f"file at 2 bytes each: {2 * gpt_3 / 1e6:.1f} MB")

n_layers, d_model, d_ff, rank = 32, 4096, 14_336, 16  # Llama 3.1 8B: all linear
d_kv = 8 * 128  # key/value heads x size of a head
shapes = [(d_model, d_model), (d_model, d_kv), (d_model, d_kv), (d_model, d_model)]
shapes += [(d_model, d_ff), (d_model, d_ff), (d_ff, d_model)]  # gate, up, down
llama = n_layers * sum(adapter(rank, d_in, d_out) for d_in, d_out in shapes)
print(
    f"Llama 3.1 8B, rank {rank}: {llama:,}, {llama / 8_030_261_248:.2%} of its weights"
)
