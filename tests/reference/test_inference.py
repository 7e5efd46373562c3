"""The loop of the page writes what transformers' generate writes."""

import runpy

import pytest
import torch
import transformers

from glossary import ROOT


class Logits(torch.nn.Module):
    """A model of transformers that gives its logits alone."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids):
        return self.model(ids).logits


@pytest.mark.parametrize("seed", range(4))
def test_the_loop_is_greedy_generate(seed, capsys):
    write = runpy.run_path(
        str(ROOT / "snippets/inference/a_loop_that_writes_until_the_end_token.py")
    )["write"]
    config = transformers.GPT2Config(
        vocab_size=23, n_positions=32, n_embd=16, n_layer=2, n_head=2,
        bos_token_id=0, eos_token_id=0, initializer_range=1.0,
    )  # fmt: skip
    torch.manual_seed(seed)
    model = transformers.GPT2LMHeadModel(config).train()
    prompt = torch.randint(1, 23, (5,))
    first = write(Logits(model), prompt, 12, context=32, end=-1)
    end = int(first[8])  # one that it does write, so that stopping is tested
    ours = write(Logits(model), prompt, 12, context=32, end=end)
    theirs = model.eval().generate(
        prompt[None], attention_mask=torch.ones(1, 5, dtype=torch.long),
        do_sample=False, max_new_tokens=12, eos_token_id=end, pad_token_id=0,
    )[0]  # fmt: skip
    assert ours.tolist() == theirs.tolist()
    assert len(ours) < len(first)
