"""Two published schedules: a cosine to a tenth, and a plateau that falls to zero."""

import math


def gpt2_small(done):  # nanoGPT: by the share of the training that is done, 0 to 1
    warmup = 2000 / 600_000
    if done < warmup:
        return 6e-4 * done / warmup
    cosine = (1 + math.cos(math.pi * (done - warmup) / (1 - warmup))) / 2
    return 6e-5 + (6e-4 - 6e-5) * cosine


def smollm2_135m(done):  # 2,000 steps of warmup, a fall from 1.6 to 2 million
    if done < 0.001:
        return 3e-3 * done / 0.001
    return 3e-3 if done < 0.8 else 3e-3 * (1 - done) / 0.2


print(" done   GPT-2 small   SmolLM2-135M")
for done in (0.0, 0.0005, 0.001, 0.01, 0.1, 0.5, 0.8, 0.9, 1.0):
    print(f"{done:6.2%} {gpt2_small(done):11.1e} {smollm2_135m(done):14.1e}")
