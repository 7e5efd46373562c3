"""A GPT's count grows with the square of its width, and not at all with its heads."""


def count(n_layers=12, d_model=768, n_heads=12, context=1024, vocab_size=50_257):
    d_head = d_model // n_heads
    attention = 4 * d_model * n_heads * d_head + 4 * d_model  # matrices and biases
    feed_forward = 8 * d_model**2 + 5 * d_model
    norms = 2 * 2 * d_model
    tables = (vocab_size + context) * d_model
    return n_layers * (attention + feed_forward + norms) + tables + 2 * d_model


small = count()
print(f"GPT-2 small: {small:,}")
for change in (
    {"n_heads": 24},
    {"context": 2048},
    {"vocab_size": 100_514},
    {"n_layers": 24},
    {"d_model": 1536},
):
    (name,) = change
    print(f"twice the {name:10}: {count(**change) / small:.2f} times as many")
