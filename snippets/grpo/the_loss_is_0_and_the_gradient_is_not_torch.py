"""GRPO's loss is 0 on fresh answers, while its gradient is not and the reward rises."""

import torch

correct = torch.tensor([0.0, 1.0, 0.0, 0.0])  # reward of each answer: one is right
draws = (torch.arange(8) + 0.5) / 8  # evenly spread, in place of random numbers

for steps_per_batch in (1, 4):
    print(f"steps per batch: {steps_per_batch}\nstep   loss  |gradient|  P(right)")
    logits = torch.zeros(4, requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=1.0)
    for step in range(9):
        probs = torch.softmax(logits, dim=0)
        if step % steps_per_batch == 0:  # eight new answers, and their rewards
            old = probs.detach()
            group = torch.searchsorted(torch.cumsum(old, dim=0), draws)
            rewards = correct[group]
            advantage = (rewards - rewards.mean()) / (rewards.std() + 1e-4)
        loss = -(probs[group] / old[group] * advantage).mean()
        optimizer.zero_grad()
        loss.backward()
        size, value = logits.grad.norm(), round(loss.item(), 6) + 0.0
        if step % 2 == 0:
            print(f"{step:4} {value:6.2f} {size:11.2f} {probs[1].item():9.2f}")
        optimizer.step()
