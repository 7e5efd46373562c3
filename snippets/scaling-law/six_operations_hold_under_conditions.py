"""Training takes six operations a parameter and token, in some settings."""

from torch import device, long, nn, zeros
from torch.utils.checkpoint import checkpoint
from torch.utils.flop_counter import FlopCounterMode


def per_token(d_model, n_layers, seq_len, frozen=False, recompute=False):
    with device("meta"):  # shapes without numbers
        table = nn.Embedding(50_257, d_model)
        size = d_model, d_model // 64, 4 * d_model
        layers = [nn.TransformerEncoderLayer(*size) for _ in range(n_layers)]
        ids = zeros(seq_len, 1, dtype=long)  # (seq_len, batch)
    model = nn.ModuleList([table, *layers]).requires_grad_(not frozen)
    with FlopCounterMode(display=False) as counter:
        x = table(ids).requires_grad_()
        for layer in layers:
            x = checkpoint(layer, x, use_reentrant=False) if recompute else layer(x)
        (x @ table.weight.T).sum().backward()  # the output layer is the table
    N = sum(p.numel() for p in model.parameters())
    flops = counter.get_total_flops() / seq_len
    return flops / N, flops / (N - table.weight.numel())


print("d_model, layers, len per N no table")
for size in (768, 12, 1024), (768, 12, 16_384), (4096, 32, 1024):
    for name in ("", "frozen", "redone") if size[0] == 4096 else ("",):
        a, b = per_token(*size, name == "frozen", name == "redone")
        print(f"{str(size):19} {a:6.1f} {b:8.1f} {name}".rstrip())
