"""Training takes about six operations for each parameter in use and each token."""

runs = {  # parameters used for each token, tokens
    "GPT-3 2020": (174_604_259_328, 300e9),
    "DeepSeek-V3 2024": (37e9, 14.8e12),
}
for name, (n_params, n_tokens) in runs.items():
    operations = 6 * n_params * n_tokens  # two forward, four backward
    days = operations / 1e15 / 3600 / 24  # at a petaflop, 1e15 operations, a second
    print(f"{name:17} {operations:.3g} operations, {days:,.0f} petaflop-days")
