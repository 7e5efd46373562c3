"""The loss of the script is that of transformers' models."""

import runpy

import pytest
import torch
import transformers

from glossary import ROOT


@pytest.mark.parametrize("left_out", [0, 4])
def test_next_token_loss_is_that_of_gpt2_and_llama(left_out, capsys):
    ours = runpy.run_path(
        str(
            ROOT
            / "snippets/next-token-prediction/shifting_twice_teaches_to_skip_a_token.py"
        )
    )["next_token_loss"]
    torch.manual_seed(0)
    models = (
        transformers.GPT2LMHeadModel(
            transformers.GPT2Config(vocab_size=19, n_positions=16, n_embd=12, n_layer=1, n_head=2)
        ),
        transformers.LlamaForCausalLM(
            transformers.LlamaConfig(
                vocab_size=19, hidden_size=16, intermediate_size=24, num_hidden_layers=1,
                num_attention_heads=4, num_key_value_heads=2,
            )
        ),
    )  # fmt: skip
    ids = torch.randint(0, 19, (3, 10))
    labels = ids.clone()
    labels[1, :left_out] = -100
    labels[2, 10 - left_out :] = -100
    for model in models:
        with torch.no_grad():
            out = model.eval()(ids, labels=labels)
        torch.testing.assert_close(ours(out.logits, labels), out.loss)
        assert not torch.allclose(ours(out.logits[:, :-1], labels[:, 1:]), out.loss)
