"""Label -100 takes a token out of the loss: prompt and padding are read, not scored."""

import numpy as np

chat = "<user> who wrote emma <assistant> austen <end> <pad> <pad>".split()
vocab = sorted(set(chat))
ids = np.array([vocab.index(token) for token in chat])  # (seq_len,)
answer = chat.index("<assistant>") + 1  # position of its first token


def loss(logits, labels):  # (seq_len, vocab_size), (seq_len,)
    logits, labels = logits[:-1], labels[1:]  # each position predicts the next token
    logits = logits - logits.max(axis=-1, keepdims=True)
    log_probs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    kept = labels != -100
    return -log_probs[kept, labels[kept]].mean(), kept.sum()


everything = np.where(ids == vocab.index("<pad>"), -100, ids)  # but no padding
scored = np.where(np.arange(len(ids)) < answer, -100, everything)  # the answer alone
no_end = np.where(ids == vocab.index("<end>"), -100, scored)  # if it is the padding
print("token       ", *(f"{token:>11}" for token in chat[3:8]))
print("scored label", *(f"{label:11}" for label in scored[3:8]))
logits = np.random.default_rng(0).normal(size=(len(ids), len(vocab)))  # of some model
for name, labels in (("all", everything), ("answer", scored), ("no end", no_end)):
    mean, count = loss(logits, labels)
    print(f"{name:7} {count} tokens scored, loss {mean:.2f}")
