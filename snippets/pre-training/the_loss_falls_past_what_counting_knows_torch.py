"""In pre-training the loss falls from guessing past what counting knows."""

import torch
from torch.nn.functional import cross_entropy, one_hot

text, rest = "", "house that jack built. "
for new in "", "malt that lay in the ", "rat that ate the ", "cat that killed the ":
    rest = new + rest
    text += "this is the " + rest  # a nursery rhyme, longer with each line
vocab, context, lr = sorted(set(text)), 3, 4.0
ids = torch.tensor([vocab.index(letter) for letter in text])
x = ids.unfold(0, context, 1)[:-1]  # 3 letters   (time - context, context)
y = ids[context:]  # the letter that follows them: the text is its own answer
hot = one_hot(ids, len(vocab)).double()  # (time, vocab_size)

letters = hot[context:].mean(0)[None].log().expand(len(y), -1)
pairs = (hot[context - 1 : -1].T @ hot[context:]).log()[x[:, -1]]
print(f"guessing among {len(vocab)} letters: {torch.tensor(len(vocab)).log():.2f}")
print(f"counting letters: {cross_entropy(letters, y):.2f}")
print(f"counting pairs: {cross_entropy(pairs, y):.2f}")
W = torch.zeros(context, len(vocab), len(vocab), dtype=hot.dtype, requires_grad=True)
for step in range(301):  # W: scores of the next letter, by place and letter before
    loss = cross_entropy(W[range(context), x].sum(1), y)
    if step in (0, 3, 30, 300):
        print(f"step {step:3}: loss {loss:.2f}")
    W.data -= lr * torch.autograd.grad(loss, W)[0]
