"""Without a cache, generating n tokens computes the text again n times."""

print("prompt  generated  tokens through the model: with  without  times more")
for prompt, generated in (100, 1), (100, 100), (100, 400), (1000, 400):
    cached = prompt + (generated - 1)  # each token once; the last is never read
    recomputed = sum(prompt + done for done in range(generated))
    row = f"{prompt:6} {generated:10} {cached:31,} {recomputed:8,}"
    print(f"{row} {recomputed / cached:11.0f}")
