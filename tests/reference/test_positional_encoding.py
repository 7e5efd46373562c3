"""The learned table as the page tells it, against transformers."""

import pytest


def test_a_learned_table_is_added_and_ends():
    """What the page says of GPT-2: one row a place, added to the token's, and none beyond."""
    import torch
    from transformers import GPT2Config, GPT2Model

    config = GPT2Config(vocab_size=11, n_positions=4, n_embd=6, n_layer=1, n_head=2)
    model = GPT2Model(config).eval()
    assert tuple(model.wpe.weight.shape) == (4, 6)
    assert (
        sum(p.numel() for p in GPT2Model(GPT2Config(n_layer=0)).wpe.parameters())
        == 786_432
    )
    ids = torch.tensor([[3, 3, 5]])
    first = model(ids, output_hidden_states=True).hidden_states[0]
    assert torch.allclose(first, model.wte(ids) + model.wpe(torch.arange(3)))
    with pytest.raises((IndexError, RuntimeError)):
        model(torch.zeros(1, 5, dtype=torch.long))
