"""Training takes six operations a parameter and token, in some settings."""

from torch import device, nn, zeros
from torch.utils.checkpoint import checkpoint
from torch.utils.flop_counter import FlopCounterMode


def per_token(d_model, n_layers, seq_len, frozen=False, recompute=False):
    with device("meta"):  # shapes without numbers
        table = nn.Embedding(50_257, d_model).requires_grad_(not frozen)
        layer = nn.TransformerEncoderLayer(d_model, d_model // 64, 4 * d_model)
        x = zeros(seq_len, 1, d_model, requires_grad=True)  # (seq_len, batch, d_model)
    layer.requires_grad_(not frozen)
    with FlopCounterMode(display=False) as of_layer:  # the others are like it
        y = checkpoint(layer, x, use_reentrant=False) if recompute else layer(x)
        y.sum().backward()
    with FlopCounterMode(display=False) as of_output:  # the output layer is the table
        (x @ table.weight.T).sum().backward()
    in_layers = n_layers * sum(p.numel() for p in layer.parameters())
    N = in_layers + table.weight.numel()
    flops = n_layers * of_layer.get_total_flops() + of_output.get_total_flops()
    return flops / seq_len / N, flops / seq_len / in_layers


print("d_model, layers, len per N no table")
for size in (768, 12, 1024), (768, 12, 16_384), (4096, 32, 1024):
    for name in ("", "frozen", "redone") if size[0] == 4096 else ("",):
        a, b = per_token(*size, name == "frozen", name == "redone")
        print(f"{str(size):19} {a:6.1f} {b:8.1f} {name}".rstrip())
