"""One model, in words and in characters: two perplexities, equal per word and byte."""

import torch

words = {"the ": 0.5, "cat ": 0.25, "cap ": 0.125, "dog ": 0.125}  # probabilities
text = ["the ", "cat ", "the ", "dog ", "the ", "cap "]


def begins_with(piece):  # probability of all words that begin so
    return sum(p for word, p in words.items() if word.startswith(piece))


by_word = [words[word] for word in text]
by_character = [  # next character, given those before
    begins_with(word[: i + 1]) / begins_with(word[:i])
    for word in text
    for i in range(len(word))
]
n_words, n_bytes = len(text), len("".join(text).encode())
print("            tokens  bits of the text  perplexity  per word  bits per byte")
for name, probs in ("words", by_word), ("characters", by_character):
    bits = -torch.tensor(probs, dtype=torch.float64).log2()  # (seq_len,)
    row = f"{len(bits):7} {bits.sum():17.0f} {2 ** bits.mean():11.2f}"
    per_word = 2 ** (bits.sum() / n_words)
    print(f"{name:11} {row} {per_word:9.2f} {bits.sum() / n_bytes:14.3f}")
