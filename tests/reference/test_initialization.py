"""How transformers begins a GPT-2 is what the initialization entry says."""

import pytest
import torch


def test_a_fresh_gpt2_has_the_sizes_told():
    from transformers import GPT2Config, GPT2LMHeadModel

    n_layers, d_model = 12, 768
    torch.manual_seed(0)
    model = GPT2LMHeadModel(
        GPT2Config(n_layer=n_layers, n_embd=d_model, vocab_size=2000, n_positions=64)
    )
    scaled = 0.02 / (2 * n_layers) ** 0.5
    for block in model.transformer.h:
        for layer in block.attn.c_proj, block.mlp.c_proj:
            assert layer.weight.std().item() == pytest.approx(scaled, rel=0.01)
        for layer in block.attn.c_attn, block.mlp.c_fc:
            assert layer.weight.std().item() == pytest.approx(0.02, rel=0.01)
        assert not block.mlp.c_fc.bias.any()
    assert model.transformer.wte.weight.std().item() == pytest.approx(0.02, rel=0.01)


def test_its_first_loss_is_near_that_of_guessing():
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    vocab_size = 5000
    model = GPT2LMHeadModel(GPT2Config(n_layer=2, vocab_size=vocab_size)).eval()
    ids = torch.randint(vocab_size, (8, 64))
    with torch.no_grad():
        loss = model(ids, labels=ids).loss.item()
    guessing = torch.tensor(vocab_size).log().item()
    assert 0.05 < loss - guessing < 0.35


def test_a_fresh_gpt2_small_begins_near_eleven_and_far_above_if_its_embedding_is_large():
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(0)
    model = GPT2LMHeadModel(GPT2Config()).eval()
    ids = torch.randint(50_257, (2, 64))
    with torch.no_grad():
        assert model(ids, labels=ids).loss.item() == pytest.approx(11.0, abs=0.1)
        torch.nn.init.normal_(model.transformer.wte.weight)
        assert model(ids, labels=ids).loss.item() > 700
