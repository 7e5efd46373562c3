"""The same number of tokens takes longer in one chain than in many."""

prompt = 1000  # tokens read once; knob: 0 to 10000 by 500
total = 32_000  # tokens generated in all

print("chains    each  steps    kept     attended")
for chains in (1, 4, 16, 64):
    each = total // chains
    steps = each  # all chains grow by a token in one step, as a batch
    kept = prompt + chains * each  # keys and values; those of the prompt are shared
    attended = chains * sum(prompt + position for position in range(1, each + 1))
    print(f"{chains:6}  {each:6}  {steps:5}  {kept:6}  {attended:11,}")
