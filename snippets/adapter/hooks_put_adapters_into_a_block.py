"""Hooks put adapters into a model without a change of its code, and take them out."""

from torch import equal, linspace, nn


def put_behind(layer, d_model, bottleneck):
    down, up = nn.Linear(d_model, bottleneck), nn.Linear(bottleneck, d_model)
    nn.init.zeros_(up.weight), nn.init.zeros_(up.bias)  # nothing changes at the start
    adapter = nn.Sequential(down, nn.GELU(), up).to(next(layer.parameters()))

    def hook(layer, inputs, out):  # what it returns replaces the output
        if isinstance(out, tuple):  # attention gives more than its output
            return out[0] + adapter(out[0]), *out[1:]
        return out + adapter(out)

    layer.add_module("adapter", adapter)  # goes where the layer goes
    return adapter, layer.register_forward_hook(hook)


block = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0).requires_grad_(False)
x = linspace(-1, 2, 80).view(5, 2, 8)  # (seq_len, batch, d_model)
before = block(x)
places = block.self_attn, block.linear2  # ends of attention, of the feed-forward layer
adapters, handles = zip(*(put_behind(layer, 8, 2) for layer in places))
print("same outputs, at the start:       ", equal(block(x), before))
for adapter in adapters:
    nn.init.normal_(adapter[2].weight)  # in place of training
print("same outputs, adapters changed:   ", equal(block(x), before))
[handle.remove() for handle in handles]
print("same outputs, hooks taken away:   ", equal(block(x), before))
