"""With strict=False a file whose names do not fit loads nothing and says nothing."""

from torch import nn

trained = nn.Linear(3, 2)
file = {f"_orig_mod.{name}": t for name, t in trained.state_dict().items()}

model = nn.Linear(3, 2)  # begins with other numbers
answer = model.load_state_dict(file, strict=False)
print("loaded:", (model.weight == trained.weight).all().item())
print("missing:", answer.missing_keys, "unexpected:", answer.unexpected_keys)

right = {name.removeprefix("_orig_mod."): t for name, t in file.items()}
answer = model.load_state_dict(right)
print("loaded:", (model.weight == trained.weight).all().item())
print(answer)
