"""Texts are packed one behind the other; after an end token comes another text."""

texts = ["the cat sat", "dogs bark", "it rained all day"]
end = "<end>"
context = 5  # knob: 2 to 8

packed = [token for text in texts for token in [*text.split(), end]]
rows = [packed[i : i + context + 1] for i in range(0, len(packed) - context, context)]
for row in rows:
    inputs, targets = row[:-1], row[1:]
    print("inputs ", *(f"{token:>6}" for token in inputs))
    print("targets", *(f"{token:>6}" for token in targets))
seams = sum(token == end for row in rows for token in row[:-1])
print(f"targets that begin another text: {seams} of {len(rows) * context}")
print("left for the next rows:", packed[len(rows) * context :])
