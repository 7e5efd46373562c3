"""Training finds what counting knows if the network can hold it: one layer cannot."""

from collections import Counter

import torch

g = torch.Generator().manual_seed(0)
letters, context = [0, 1, 1], 3  # a text of two letters, 0 and 1
for surprise in torch.rand(2000, generator=g) < 0.1:
    rule = int(letters[-1] != letters[-3])  # are the last and the third last unlike?
    letters.append(1 - rule if surprise else rule)
text = torch.tensor(letters)
x, y = text.float().unfold(0, context, 1)[:-1], text[context:]  # (seq_len, context)
print(f"{len(letters):,} letters, of which {sum(letters):,} are 1")

for n in (0, 1, 2, 3):  # count what followed each n letters
    seen = [tuple(letters[i - n : i]) for i in range(context, len(letters))]
    before, both = Counter(seen), Counter(zip(seen, letters[context:]))
    each = [both[pair] / before[pair[0]] for pair in zip(seen, letters[context:])]
    print(f"counting after {n}: loss {-torch.tensor(each).log().mean():.2f}")
two = torch.nn.Linear(3, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2)
for name, layers in {"one layer": [torch.nn.Linear(3, 2)], "two layers": two}.items():
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(500):
        loss = torch.nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"{name}, trained: loss {loss:.2f}")
