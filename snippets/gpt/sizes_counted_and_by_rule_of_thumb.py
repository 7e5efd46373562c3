"""Sizes of GPT-2 counted, and how far the rule 12 x n_layers x d_model**2 reaches."""


def row(name, n_layers, d_model, blocks, rest, printed):
    count, rule = blocks + rest, 12 * n_layers * d_model**2
    print(f"{name:13} {printed:>9} {count:14,} {blocks:14,} {rule:13,}", end="")
    print(f" {rule / count:10.1%} {rule / blocks:8.1%}")


def gpt2(name, n_layers, d_model, printed, vocab_size=50_257, context=1_024):
    matrices = 12 * d_model**2  # attention 4, feed-forward layer 8
    vectors = 9 * d_model + 2 * 2 * d_model  # biases; gain and shift of two norms
    rest = (vocab_size + context) * d_model + 2 * d_model  # and the last norm
    row(name, n_layers, d_model, n_layers * (matrices + vectors), rest, printed)


def untied(name, n_layers, d_model, count, printed, vocab_size):
    rest = 2 * vocab_size * d_model + d_model  # embedding, output layer, last RMSNorm
    row(name, n_layers, d_model, count - rest, rest, printed)


print("model          in paper     parameters      in blocks       12 L d²", end="")
print("  of params of blocks")
gpt2("GPT-2 small", 12, 768, "117 M")
gpt2("GPT-2 medium", 24, 1024, "345 M")
gpt2("GPT-2 large", 36, 1280, "762 M")
gpt2("GPT-2 XL", 48, 1600, "1,542 M")
untied("Llama 3.1 8B", 32, 4096, 8_030_261_248, "8 B", vocab_size=128_256)
untied("gpt-oss 20B", 24, 2880, 20_914_757_184, "20.91 B", vocab_size=201_088)
