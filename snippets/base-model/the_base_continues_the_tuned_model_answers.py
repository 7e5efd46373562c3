"""A base model continues its list; tuned on two chats it answers, rightly or not."""

import torch

web = "who wrote emma ? where is oslo ? who wrote ulysses ? where is rome ? " * 2
chats = "<q> who wrote emma ? <a> austen <end> <q> where is rome ? <a> italy <end>"
vocab, context = sorted(set((web + chats).split())), 4


def train(W, words, scored):  # scored: the words that count in the loss
    W = W.clone().requires_grad_()
    ids = torch.tensor([vocab.index(word) for word in words]).unfold(0, context, 1)
    labels = [vocab.index(w) if w in scored else -100 for w in words[context:]]
    for _ in range(200):
        logits = W[range(context), ids[:-1]].sum(dim=1)  # of the word after 4 words
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
        W.data -= torch.autograd.grad(loss, W)[0]
    return W.detach()


base = train(torch.zeros(context, len(vocab), len(vocab)), web.split(), vocab)
tuned = train(base, chats.split(), ["austen", "italy", "<end>"])
prompts = "who wrote emma ?", "<q> who wrote emma ? <a>", "<q> where is oslo ? <a>"
for prompt in prompts:
    for name, W in (("base", base), ("tuned", tuned)):
        words = prompt.split()
        while len(words) < 12 and words[-1] != "<end>":  # the likeliest next word
            last = [vocab.index(word) for word in words[-context:]]
            words.append(vocab[W[range(context), last].sum(dim=0).argmax()])
        print(f"{name:5} {prompt:24} ->", *words[len(prompt.split()) :])
