"""One model, told in words or in letters: two perplexities, the same bits a letter."""

import torch

chances = {"the ": 0.5, "cat ": 0.25, "cap ": 0.125, "dog ": 0.125}
text = ["the ", "cat ", "the ", "dog ", "the ", "cap "]


def begins_with(piece):  # probability of all words that begin so
    return sum(p for word, p in chances.items() if word.startswith(piece))


in_words = [chances[word] for word in text]
in_letters = [
    begins_with(word[: i + 1])
    / begins_with(word[:i])  # next letter, given those before
    for word in text
    for i in range(len(word))
]
for name, probs in ("words", in_words), ("letters", in_letters):
    bits = -torch.tensor(probs, dtype=torch.float64).log2()  # (time,)
    print(
        f"{name:7} {len(bits):2} tokens, {bits.sum():.0f} bits for the text, ", end=""
    )
    print(f"perplexity {2 ** bits.mean():.2f}, ", end="")
    print(f"bits for each letter {bits.sum() / len(''.join(text)):.3f}")
