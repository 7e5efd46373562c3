"""A base model goes on with its list; tuned on two chats it answers and stops."""

import torch
from torch.nn.functional import cross_entropy

web = "who wrote emma ? where is oslo ? who wrote ulysses ? where is rome ? " * 2
chats = "<q> who wrote emma ? <a> austen <end> <q> where is rome ? <a> italy <end>"
vocab, context = sorted(set((web + chats).split())), 4
W = torch.zeros(context, len(vocab), len(vocab), dtype=torch.float64)  # next word
W.requires_grad_()


def train(words, scored, prompt):  # scored: the words that count in the loss
    ids = torch.tensor([vocab.index(word) for word in words])
    x = ids.unfold(0, context, 1)[:-1]  # 4 words before   (places, context)
    labels = [vocab.index(w) if w in scored else -100 for w in words[context:]]
    for _ in range(200):
        logits = W[range(context), x].sum(1)  # (places, vocab_size)
        loss = cross_entropy(logits, torch.tensor(labels), ignore_index=-100)
        W.data -= torch.autograd.grad(loss, W)[0]
    while len(prompt) < 12 and prompt[-1] != "<end>":  # write the likeliest word
        last = [vocab.index(word) for word in prompt[-context:]]
        prompt += [vocab[W[range(context), last].sum(0).argmax()]]
    print(f"loss {loss:.3f}:", *prompt)


train(web.split(), vocab, "who wrote emma ?".split())
answers = ["austen", "italy", "<end>"]
train(chats.split(), answers, "<q> who wrote emma ? <a>".split())
