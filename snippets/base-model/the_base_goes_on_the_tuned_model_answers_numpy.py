"""A base model goes on with its list; tuned on two chats it answers and stops."""

import numpy as np

web = "who wrote emma ? where is oslo ? who wrote ulysses ? where is rome ? " * 2
chats = "<q> who wrote emma ? <a> austen <end> <q> where is rome ? <a> italy <end>"
vocab, context = sorted(set((web + chats).split())), 4
hot = {word: np.eye(len(vocab))[i] for i, word in enumerate(vocab)}  # a single 1
W = np.zeros((context * len(vocab), len(vocab)))  # scores of the next word


def train(words, scored, prompt):  # scored: the words that count in the loss
    rows = np.array([hot[word] for word in words])
    x = np.hstack([rows[k : k - context] for k in range(context)])  # 4 words before
    keep = np.array([[word in scored] for word in words[context:]])  # (places, 1)
    for _ in range(200):
        exps = np.exp(x @ W)
        probs = exps / exps.sum(1, keepdims=True)  # (places, vocab_size)
        loss = -(keep * rows[context:] * np.log(probs)).sum() / keep.sum()
        W[:] -= x.T @ (keep * (probs - rows[context:])) / keep.sum()
    while len(prompt) < 12 and prompt[-1] != "<end>":  # write the likeliest word
        last = np.concatenate([hot[word] for word in prompt[-context:]])
        prompt += [vocab[(last @ W).argmax()]]
    print(f"loss {loss:.3f}:", *prompt)


train(web.split(), vocab, "who wrote emma ?".split())
answers = ["austen", "italy", "<end>"]
train(chats.split(), answers, "<q> who wrote emma ? <a>".split())
