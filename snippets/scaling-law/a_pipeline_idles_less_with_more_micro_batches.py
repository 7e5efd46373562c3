"""A pipeline of stages idles less, the more micro-batches a batch is split into."""

n_stages = 4  # of the shorter pipeline; knob: 2 to 8


def idle(stages, micro_batches):  # forward passes only: one of them takes one tick
    free = [0] * stages  # when each stage is free again
    for _ in range(micro_batches):
        ready = 0  # when its input has come from the stage before
        for stage in range(stages):
            ready = free[stage] = max(ready, free[stage]) + 1
    busy = stages * micro_batches
    return 1 - busy / (stages * free[-1])


print(f"micro-batches  {n_stages} stages  16 stages formula")
for micro_batches in (1, 4, 16, 64):
    shares = [idle(stages, micro_batches) for stages in (n_stages, 16)]
    formula = [(s - 1) / (micro_batches + s - 1) for s in (n_stages, 16)]
    same = all(abs(a - b) < 1e-12 for a, b in zip(shares, formula))
    print(f"{micro_batches:13} {shares[0]:9.0%} {shares[1]:10.0%} {same!s:>7}")
