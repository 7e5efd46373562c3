"""Pre-training costs six operations a parameter that works and token that is read."""

count = 124.4e6  # parameters of GPT-2 small
gpus, hours, read = 8, 1.5, 10e9  # llm.c in 2024: eight A100, 90 minutes, 10B tokens
one_day = 6 * count * read / (gpus * hours) * 24  # operations of one A100 in a day
print(f"one A100 of that run: {one_day / 24 / 3600:.1e} operations a second")
runs = {  # parameters that work on a token, tokens read
    "GPT-2 small, llm.c": (count, read),
    "GPT-2 small, nanoGPT": (count, 300e9),
    "GPT-3": (174.6e9, 300e9),
    "Llama 3.1 405B": (405e9, 15.6e12),
    "DeepSeek-V3": (37e9, 14.8e12),  # of its 671 billion parameters
    "GPT-3, fine-tuned": (174.6e9, 3e6),  # 10,000 texts of 100 tokens, three times
}
print("run                   operations  tokens/active parameter  A100 days")
for name, (parameters, tokens) in runs.items():
    work = 6 * parameters * tokens
    days = float(f"{work / one_day:.2g}")  # two digits: 90 minutes have no more
    print(f"{name:21} {work:10.1e} {tokens / parameters:24,.1f} {days:11,.10g}")
