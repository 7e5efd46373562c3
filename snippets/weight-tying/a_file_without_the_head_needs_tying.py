"""A file may hold a tied matrix once; loading is complete only if the model ties it."""

import torch
from torch import nn


class Model(nn.Module):
    def __init__(self, tied):
        super().__init__()
        self.embedding = nn.Embedding(num_embeddings=6, embedding_dim=4)
        self.head = nn.Linear(in_features=4, out_features=6, bias=False)
        if tied:
            self.head.weight = self.embedding.weight


trained = Model(tied=True).to(torch.bfloat16)
file = trained.state_dict()
count = sum(p.numel() for p in trained.parameters())
print(f"names in the state_dict: {', '.join(file)}; parameters: {count}")
del file["head.weight"]  # what save_model and save_pretrained leave out
print("loaded into       missing      head is right")
for tied in (True, False):
    model = Model(tied).to(torch.bfloat16)
    missing = model.load_state_dict(file, strict=False).missing_keys
    right = torch.equal(model.head.weight, trained.head.weight)
    into = f"{'a tied' if tied else 'an untied'} model"
    print(f"{into:16}  {' '.join(missing)}  {right}")
model.head.weight = model.embedding.weight
print("tied after loading:", torch.equal(model.head.weight, trained.head.weight))
