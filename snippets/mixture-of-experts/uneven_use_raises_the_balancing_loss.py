"""A load-balancing loss grows with uneven use, if the router is sure of its choice."""

import torch


def load_balancing_loss(router_logits, n_active):
    """router_logits: (tokens, n_experts), padding left out."""
    probs = router_logits.softmax(dim=1)
    chosen = probs.topk(n_active).indices
    share = torch.zeros_like(probs).scatter(1, chosen, 1.0).mean(dim=0)  # no gradient
    return probs.shape[1] * (share * probs.mean(dim=0)).sum()


n_experts, n_active, tokens = 8, 2, 4096
noise = torch.randn(tokens, n_experts, generator=torch.Generator().manual_seed(0))
fond = torch.arange(n_experts) < n_active  # of experts 0 and 1
print("router           loss  busiest  gradient")
for name, liking, scale in (
    ("even", 0.0, 1.0),
    ("leaning", 1.0, 1.0),
    ("leaning more", 3.0, 1.0),
    ("certain", 99.0, 1.0),
    ("small logits", 99.0, 0.001),
):
    logits = (scale * (noise + liking * fond)).requires_grad_()
    loss = load_balancing_loss(logits, n_active)
    loss.backward()
    busiest = logits.topk(n_active).indices.flatten().bincount().max() / tokens
    pull = logits.grad[:, 0].sum()  # on expert 0, of all tokens
    print(f"{name:12} {loss:8.2f} {busiest:8.2f} {pull:9.2f}")
