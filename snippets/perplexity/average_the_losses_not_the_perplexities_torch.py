"""Average the losses of all tokens; averaging perplexities gives another number."""

import torch

texts = [  # loss of each token, in nats
    torch.tensor([2.0, 2.2, 1.8, 2.1, 1.9, 2.0, 2.1, 1.9]),
    torch.tensor([2.0, 2.0, 2.1, 1.9]),
    torch.tensor([7.2]),  # a heading of one word, with nothing before it
]
means = torch.stack([text.mean() for text in texts])
for text, mean in zip(texts, means):
    print(f"{len(text)} tokens, perplexity {mean.exp():7.1f}")
every = torch.cat(texts)
print(f"of all {len(every)} tokens:          {every.mean().exp():7.1f}")
print(f"mean of the perplexities: {means.exp().mean():7.1f}")
print(f"e to the mean of means:   {means.mean().exp():7.1f}")
