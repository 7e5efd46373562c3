"""Average the losses of all tokens; averaging perplexities gives another number."""

import numpy as np

texts = [  # loss of each token, in nats
    np.array([2.0, 2.2, 1.8, 2.1, 1.9, 2.0, 2.1, 1.9]),
    np.array([2.0, 2.0, 2.1, 1.9]),
    np.array([7.2]),  # a heading of one word, with nothing before it
]
for text in texts:
    print(f"{len(text)} tokens, perplexity {np.exp(text.mean()):7.1f}")
every = np.concatenate(texts)
print(f"of all {len(every)} tokens:          {np.exp(every.mean()):7.1f}")
print(f"mean of the perplexities: {np.mean([np.exp(t.mean()) for t in texts]):7.1f}")
print(f"e to the mean of means:   {np.exp(np.mean([t.mean() for t in texts])):7.1f}")
