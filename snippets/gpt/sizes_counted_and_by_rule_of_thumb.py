"""Sizes of GPT-2 counted, and how far the rule 12 x n_layers x d_model**2 reaches."""


def row(name, n_layers, d_model, count, printed):
    rule = 12 * n_layers * d_model**2  # matrices of the blocks of a GPT-2
    print(f"{name:13} {count:15,} {printed:>10} {rule:15,} {rule / count:5.0%}")


def gpt2(n_layers, d_model, vocab_size=50_257, context=1_024):
    matrices = 12 * d_model**2  # attention 4, feed-forward layer 8
    vectors = 9 * d_model + 2 * 2 * d_model  # biases; gain and shift of two norms
    tables = (vocab_size + context) * d_model
    return tables + n_layers * (matrices + vectors) + 2 * d_model  # and the last norm


print("model              parameters  in paper         12 L d²  of it")
row("GPT-2 small", 12, 768, gpt2(12, 768), "117 M")
row("GPT-2 medium", 24, 1024, gpt2(24, 1024), "345 M")
row("GPT-2 large", 36, 1280, gpt2(36, 1280), "762 M")
row("GPT-2 XL", 48, 1600, gpt2(48, 1600), "1,542 M")
row("Llama 3.1 8B", 32, 4096, 8_030_261_248, "8 B")
row("gpt-oss 20B", 24, 2880, 20_914_757_184, "20.91 B")
