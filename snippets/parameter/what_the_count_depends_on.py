"""A GPT's count grows with the square of its width; heads may add nothing."""


def count(
    n_layers=12, d_model=768, n_heads=12, d_head=64, context=1024, vocab_size=50_257
):
    d_attention = n_heads * d_head  # all heads side by side
    attention = 4 * d_model * d_attention + 3 * d_attention + d_model  # with biases
    feed_forward = 8 * d_model**2 + 5 * d_model
    norms = 2 * 2 * d_model
    embeddings = (vocab_size + context) * d_model
    return n_layers * (attention + feed_forward + norms) + embeddings + 2 * d_model


print(f"GPT-2 small: {count():,}")
for what, change in {
    "twice the context": {"context": 2048},
    "twice the heads, half as wide": {"n_heads": 24, "d_head": 32},
    "twice the heads, as wide": {"n_heads": 24},
    "twice the vocab_size": {"vocab_size": 2 * 50_257},
    "twice the n_layers": {"n_layers": 24},
    "twice the d_model, more heads": {"d_model": 1536, "n_heads": 24},
}.items():
    print(f"{what:30} {count(**change) / count():.2f} times as many")
