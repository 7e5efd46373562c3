"""Twice the tokens, four times the attention weights; the parameters stay the same."""

n_layers, n_heads, d_model = 12, 12, 768  # GPT-2 small
parameters = n_layers * (4 * d_model**2 + 4 * d_model)  # query, key, value, output
for time in (256, 512, 1024):
    one_head = time * time
    weights = n_layers * n_heads * one_head
    print(f"{time:5} tokens: {one_head:9,} weights a head, {weights:11,} in all heads")
print(f"parameters that compute them, at any length: {parameters:,}")
