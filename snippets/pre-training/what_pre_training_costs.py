"""Pre-training costs six operations a parameter and token; fine-tuning costs crumbs."""

count = 124.4e6  # parameters of GPT-2 small
gpus, days = 8, 4  # made anew on eight A100 in about four days
one_day = 6 * count * 300e9 / (gpus * days)  # operations of one GPU in a day
print(f"one GPU of that run: {one_day / (24 * 60 * 60):.1e} operations a second")
runs = {  # parameters, tokens
    "GPT-2 small": (count, 300e9),
    "GPT-3": (174.6e9, 300e9),
    "Chinchilla": (70e9, 1.4e12),
    "Llama 3.1": (405e9, 15.6e12),
    "GPT-3, tuned": (174.6e9, 3e6),  # 10,000 texts of 100 tokens, three times
}
for name, (parameters, tokens) in runs.items():
    operations = 6 * parameters * tokens
    days = float(f"{operations / one_day:.2g}")  # two digits: "about four days" has one
    print(f"{name:12} {operations:.1e} operations, {days:11,.10g} days of one such GPU")
