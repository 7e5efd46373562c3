"""In pre-training the loss falls from guessing toward what counting would know."""

from collections import Counter

import torch

text, rest = "", "house that jack built. "
for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
    rest = new + rest
    text += "this is the " + rest  # a nursery rhyme, longer with each line
context = 3  # letters
vocab, lr = sorted(set(text)), 4.0
print(f"guessing among {len(vocab)} letters: loss {torch.tensor(len(vocab)).log():.2f}")
for n in range(context + 1):  # count what followed each n letters
    ends = range(context, len(text))
    before, both = (Counter(text[i - n : i + k] for i in ends) for k in (0, 1))
    ratios = [before[text[i - n : i]] / both[text[i - n : i + 1]] for i in ends]
    mean = torch.tensor(ratios).log().mean()
    print(f"counting after {n}, {len(both)} entries: loss {mean:.2f}")

ids = torch.tensor([vocab.index(letter) for letter in text])
x = ids.unfold(0, context, 1)[:-1]  # (seq_len, context)
y = ids[context:]  # the letter that follows them: the text is its own answer
W = torch.zeros(context, len(vocab), len(vocab), requires_grad=True)  # one layer
for step in range(3001):
    logits = W[range(context), x].sum(dim=1)  # (seq_len, vocab_size)
    loss = torch.nn.functional.cross_entropy(logits, y)
    if step in (0, 3, 30, 300, 3000):
        print(f"step {step:4}: loss {loss:.2f}")
    W.data -= lr * torch.autograd.grad(loss, W)[0]
