"""Without a cache, writing n tokens computes the text again n times."""

print("prompt  written  tokens computed: with  without  times more")
for prompt, written in (100, 1), (100, 100), (100, 400), (1000, 400):
    cached = prompt + (written - 1)  # each token once; the last is never read
    recomputed = sum(prompt + done for done in range(written))
    row = f"{prompt:6} {written:8} {cached:22,} {recomputed:8,}"
    print(f"{row} {recomputed / cached:11.0f}")
