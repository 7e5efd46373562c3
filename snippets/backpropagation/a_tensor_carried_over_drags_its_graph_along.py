"""A tensor carried from step to step drags its old graph along; detach() cuts it."""

import torch

for detached in (False, True):
    w = torch.tensor(0.5, requires_grad=True)
    hidden = torch.tensor(1.0)  # carried over, as a recurrent network's state is
    print("detached:", detached)
    for step in (1, 2, 3):
        hidden = torch.tanh(w * hidden)
        loss = (hidden - 0.2) ** 2
        try:
            loss.backward()
        except RuntimeError as error:
            print(f"  step {step}: {str(error)[:51]}")
            break
        print(f"  step {step}: w.grad, summed up, is {w.grad:.3f}")
        if detached:
            hidden = hidden.detach()  # the number stays, the graph ends here
