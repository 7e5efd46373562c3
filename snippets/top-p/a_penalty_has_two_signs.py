"""A repetition penalty has two signs, and counts what stands in the prompt too."""

import numpy as np

logits = np.array([2.0, 2.0, -1.0, -1.0])  # (vocab_size,)
prompt, generated = [3], [0, 2, 2]  # token 0 once, token 2 twice
counts = np.bincount(generated, minlength=len(logits))
seen = np.isin(np.arange(len(logits)), prompt + generated)

divided = np.where(seen, logits / 1.5, logits)  # wrong for what is below 0
repetition = np.where(seen, np.where(logits > 0, logits / 1.5, logits * 1.5), logits)
presence = logits - 0.5 * (counts > 0)  # once for a token that was generated
frequency = logits - 0.5 * counts  # for each time
rules = {
    "none": logits,
    "divided by 1.5": divided,
    "repetition 1.5": repetition,
    "presence 0.5": presence,
    "frequency 0.5": frequency,
}
print("penalty         token 0       1       2       3")
print("stands in     generated nowhere   twice  prompt")
for name, changed in rules.items():
    print(f"{name:15}", *(f"{z:7.2f}" for z in changed))
