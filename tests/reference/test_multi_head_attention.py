"""Multi-head attention to copy, against transformers."""

import contextlib
import io
import runpy

import pytest

from glossary import ROOT

FOLDER = ROOT / "snippets/multi-head-attention"


def script(name: str) -> dict:
    """What a script of the entry defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(FOLDER / f"{name}.py"))


@pytest.mark.parametrize(("n_kv_heads", "d_head"), [(6, 4), (2, 4), (1, 10), (3, 2)])
def test_the_one_to_copy_equals_llamas(n_kv_heads, d_head):
    import torch
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaAttention

    ours = script("multi_head_attention_equals_pytorchs")["multi_head_attention"]
    config = LlamaConfig(
        hidden_size=24,
        num_attention_heads=6,
        num_key_value_heads=n_kv_heads,
        head_dim=d_head,
    )
    config._attn_implementation = "sdpa"
    theirs = LlamaAttention(config, layer_idx=0).double().eval()
    g = torch.Generator().manual_seed(1)
    x = torch.randn(2, 7, 24, generator=g, dtype=torch.float64)
    # Cosine 1 and sine 0: no token is turned, so that positions make no difference.
    no_position = torch.ones(1, 7, d_head).double(), torch.zeros(1, 7, d_head).double()
    made, _ = theirs(x, position_embeddings=no_position, attention_mask=None)
    parts = theirs.q_proj, theirs.k_proj, theirs.v_proj, theirs.o_proj
    mine, _ = ours(x, *(part.weight.T for part in parts), d_head=d_head)
    torch.testing.assert_close(mine, made)


def test_a_llama_whose_width_its_heads_do_not_divide(tmp_path):
    """Refused by its configuration, loaded and saved by one that does not ask."""
    import json

    import torch
    from huggingface_hub.dataclasses import strict
    from huggingface_hub.errors import StrictDataclassClassValidationError
    from safetensors.torch import save_file
    from transformers import LlamaConfig, LlamaForCausalLM

    class Undecorated(LlamaConfig):
        def validate_architecture(self):
            pass

    @strict
    class FreeConfig(LlamaConfig):
        def validate_architecture(self):
            pass

    sizes = {
        "hidden_size": 1792,
        "num_attention_heads": 24,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "vocab_size": 10,
    }
    made = LlamaForCausalLM(FreeConfig(**sizes)).eval()
    save_file(made.state_dict(), tmp_path / "model.safetensors", {"format": "pt"})
    (tmp_path / "config.json").write_text(json.dumps(sizes | {"model_type": "llama"}))
    with pytest.raises(StrictDataclassClassValidationError, match="not a multiple"):
        LlamaForCausalLM.from_pretrained(tmp_path)
    config = FreeConfig.from_pretrained(tmp_path)
    loaded = LlamaForCausalLM.from_pretrained(tmp_path, config=config).eval()
    tokens = torch.tensor([[1, 2, 3]])
    torch.testing.assert_close(loaded(tokens).logits, made(tokens).logits)
    loaded.save_pretrained(tmp_path / "saved")
    config = FreeConfig.from_pretrained(tmp_path / "saved")
    again = LlamaForCausalLM.from_pretrained(tmp_path / "saved", config=config).eval()
    torch.testing.assert_close(again(tokens).logits, made(tokens).logits)
    config = Undecorated.from_pretrained(tmp_path)
    loaded = LlamaForCausalLM.from_pretrained(tmp_path, config=config)
    with pytest.raises(StrictDataclassClassValidationError, match="not a multiple"):
        loaded.save_pretrained(tmp_path / "not saved")
