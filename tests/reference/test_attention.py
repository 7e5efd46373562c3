"""The table in the picture against the real model; our attention against transformers."""

import runpy

import pytest

from glossary import ROOT


@pytest.fixture(scope="module")
def attentions():
    """Attention weights of SmolLM2-135M over the sentence of the picture, (layers, heads, t, t)."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from labs.sentiment import MODEL, file_of

    file = file_of(*MODEL)
    parts = {"pretrained_model_name_or_path": file.parent, "gguf_file": file.name}
    tokenizer = AutoTokenizer.from_pretrained(**parts)
    model = AutoModelForCausalLM.from_pretrained(
        **parts, dtype=torch.float32, attn_implementation="eager"
    )
    ids = tokenizer(
        " ".join(picture("attention")["WORDS"]), return_tensors="pt"
    ).input_ids
    words = [tokenizer.decode([i]).strip() for i in ids[0].tolist()]
    assert words == picture("attention")["WORDS"]
    with torch.no_grad():
        made = model.eval()(ids, output_attentions=True).attentions
    return torch.stack(made)[:, 0]


def picture(name: str) -> dict:
    """The names that a picture's script defines."""
    return runpy.run_path(str(ROOT / "pictures" / f"{name}.py"))


def test_the_picture_shows_what_the_model_computes(attentions):
    drawn = picture("attention")
    head = attentions[drawn["LAYER"], drawn["HEAD"]]
    for row, percents in enumerate(drawn["PERCENT"]):
        for column, percent in enumerate(percents):
            # Half a point of rounding, and a little for another CPU's float32.
            assert abs(100 * head[row, column] - percent) < 0.6, (row, column)
    assert abs(100 * attentions[:, :, 1:, 0].mean() - drawn["TO_THE_FIRST"]) < 0.6


def test_the_head_of_the_picture_is_the_one_that_is_said(attentions):
    drawn = picture("attention")
    cup = attentions[:, :, -1, drawn["WORDS"].index("cup")]
    assert cup.numel() == 270
    assert cup.argmax() == drawn["LAYER"] * cup.shape[1] + drawn["HEAD"]


def test_the_picture_of_nine_heads_shows_what_the_model_computes(attentions):
    drawn = picture("multi-head-attention")
    heads = attentions[drawn["LAYER"], :, -1]
    assert heads.shape == (9, len(drawn["WORDS"]))
    for head, percents in enumerate(drawn["PERCENT"]):
        for column, percent in enumerate(percents):
            assert abs(100 * heads[head, column] - percent) < 0.6, (head, column)


def test_our_attention_equals_that_of_transformers():
    import torch
    from transformers.models.llama.modeling_llama import eager_attention_forward

    script = ROOT / "snippets/attention/attention_equals_pytorchs.py"
    attention = runpy.run_path(str(script))["attention"]
    g = torch.Generator().manual_seed(1)
    q, k, v = torch.randn(3, 2, 4, 5, 8, generator=g, dtype=torch.float64)
    allowed = torch.ones(5, 5).tril().bool()
    module = torch.nn.Module()
    module.num_key_value_groups = 1
    mask = torch.zeros(5, 5, dtype=torch.float64).masked_fill(~allowed, -torch.inf)
    theirs, _ = eager_attention_forward(module, q, k, v, mask, scaling=8**-0.5)
    ours = attention(q, k, v, allowed)  # heads here, and there behind the tokens
    # Theirs computes the softmax in float32 whatever comes in.
    assert (ours.transpose(1, 2) - theirs).abs().max() < 1e-6
