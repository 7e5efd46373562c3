"""An adapter has 2 x bottleneck x d_model + bottleneck + d_model numbers."""


def count(d_model, bottleneck):
    down = d_model * bottleneck + bottleneck  # weights and biases
    up = bottleneck * d_model + d_model
    return down + up


print("model      bottleneck   adapter  all of them   share")
for name, d_model, n_layers, all_parameters in (
    ("BERT-large", 1024, 24, 330e6),
    ("GPT-2", 768, 12, 124_439_808),
):
    for bottleneck in (8, 64, 256):
        adapter = count(d_model, bottleneck)
        together = 2 * n_layers * adapter  # two in each layer
        share = 100 * together / all_parameters
        print(f"{name:10} {bottleneck:10} {adapter:9,} {together:12,} {share:6.2f}%")
