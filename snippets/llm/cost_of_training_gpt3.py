"""Training takes about six operations for each parameter and token."""

N = 174_604_259_328  # parameters of GPT-3, counted in the weights entry
D = 300e9  # tokens it was trained on
operations = 6 * N * D  # two forward, four backward
days = operations / 1e15 / 3600 / 24  # at a petaflop, 1e15 operations, a second
print(f"operations: {operations:.3g}")
print(f"days at one petaflop a second: {days:,.0f}")
