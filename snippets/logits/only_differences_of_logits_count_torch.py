"""Only the differences between logits count: 7 more for all of them changes nothing."""

import torch

logits = torch.tensor([3.0, 2.0, 0.0])  # (vocab_size,)
rows = {"as they are": logits, "7 added": logits + 7, "doubled": logits * 2}
for name, row in rows.items():
    probs = row.softmax(dim=-1)  # (vocab_size,)
    ratio = probs[0] / probs[1]
    print(f"{name:11} {row.numpy()} -> {probs.numpy().round(2)}, ", end="")
    print(f"first / second {ratio:.2f}")
powers = torch.tensor([1.0, 2.0]).exp()
print(f"e {powers[0]:.2f}, e squared {powers[1]:.2f}")
