"""A repetition penalty divides positive logits and multiplies negative ones."""

import numpy as np

logits = np.array([2.0, 2.0, -1.0, -1.0])  # (vocab_size,)
generated = [0, 2, 2]  # token 0 once, token 2 twice
counts = np.bincount(generated, minlength=len(logits))
seen = counts > 0

divided = np.where(seen, logits / 1.5, logits)  # wrong for what is below 0
repetition = np.where(seen, np.where(logits > 0, logits / 1.5, logits * 1.5), logits)
presence = logits - 0.5 * seen  # once for a token that was generated
frequency = logits - 0.5 * counts  # for each time
rules = {
    "none": logits,
    "divided by 1.5": divided,
    "repetition 1.5": repetition,
    "presence 0.5": presence,
    "frequency 0.5": frequency,
}
print("penalty         logits of tokens 0 to 3; 0 and 2 were generated")
for name, changed in rules.items():
    print(f"{name:15}", *(f"{z:6.2f}" for z in changed))
