"""The rows of a token that training never saw, before training and after."""

import torch

vocab = "the cat sat on a mat . <q> <a>".split()  # two special tokens at the end
text = "the cat sat on the mat . a cat sat on a mat . the mat".split()
ids = torch.tensor([vocab.index(word) for word in text])


def trained(weight_decay):  # on text without the special tokens
    g = torch.Generator().manual_seed(0)
    embedding = torch.randn(len(vocab), 6, generator=g).requires_grad_()
    head = torch.randn(6, len(vocab), generator=g).requires_grad_()  # not tied
    start = embedding.detach().clone()
    optimizer = torch.optim.AdamW([embedding, head], lr=0.02, weight_decay=weight_decay)
    for _ in range(200):
        loss = torch.nn.functional.cross_entropy(embedding[ids[:-1]] @ head, ids[1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    length = embedding.norm(dim=1) / start.norm(dim=1)  # of each row
    return length, torch.cosine_similarity(embedding, start, dim=1)


print("            no weight decay       weight decay of 0.3")
print("token    length  direction     length  direction   (1 is that of the start)")
for word, *row in zip(vocab, *trained(0.0), *trained(0.3)):
    print(f"{word:5}", "".join(f"{number:11.2f}" for number in row))
