"""Hooks put adapters into a model without a change of its code, and take them out."""

from torch import Generator, linspace, nn


def put_behind(layer, d_model, bottleneck):
    down, up = nn.Linear(d_model, bottleneck), nn.Linear(bottleneck, d_model)
    nn.init.zeros_(up.weight), nn.init.zeros_(up.bias)  # nothing changes at the start
    adapter = nn.Sequential(down, nn.GELU(), up).to(next(layer.parameters()))

    def hook(layer, inputs, out):  # what it returns replaces the output
        if isinstance(out, tuple):  # attention gives more than its output
            return out[0] + layer.adapter(out[0]), *out[1:]
        return out + layer.adapter(out)  # of this layer, also in a copy of the model

    layer.add_module("adapter", adapter)  # goes where the layer goes
    return adapter, layer.register_forward_hook(hook)


x, g = linspace(-1, 2, 80).view(5, 2, 8), Generator().manual_seed(0)  # (seq, batch, 8)
block = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0).requires_grad_(False)
[nn.init.normal_(p, generator=g) for p in block.parameters()]  # in place of training
before = block(x)
places = block.self_attn, block.linear2  # ends of attention, of the feed-forward layer
adapters, handles = zip(*(put_behind(layer, 8, 2) for layer in places))
print(f"at the start:      outputs off by {(block(x) - before).abs().max():.2f}")
[nn.init.normal_(p, generator=g) for p in block.parameters() if p.requires_grad]
print(f"adapters changed:  outputs off by {(block(x) - before).abs().max():.2f}")
[handle.remove() for handle in handles]
print(f"hooks taken away:  outputs off by {(block(x) - before).abs().max():.2f}")
