"""A smaller model trained for longer costs more in training and less in each use."""

models = {  # parameters, tokens of training, operations, loss on the Pile
    "Cerebras-GPT 1.3B": (1.3e9, 26.3e9, 2.8e20, 1.997),
    "Cerebras-GPT 2.7B": (2.7e9, 53.0e9, 1.1e21, 1.834),
    "Pythia 410M": (0.41e9, 300e9, 1.1e21, 1.971),
    "Pythia 1B": (1.0e9, 300e9, 2.2e21, 1.845),
    "Pythia 1.4B": (1.4e9, 300e9, 3.2e21, 1.793),
}
print("model               D / N    FLOPs   loss")
for name, (N, D, C, loss) in models.items():
    print(f"{name:18} {D / N:6.0f}  {C:.1e}  {loss:.3f}")

large, small = models["Cerebras-GPT 2.7B"], models["Pythia 1B"]  # nearly one loss
more = small[2] - large[2]  # operations in training
less = 2 * (large[0] - small[0])  # operations for each token in use
print(f"1B: fewer FLOPs after {more / less / 1e9:.0f} billion tokens")
