"""Formats of the page of precision are those of gguf and PyTorch; defaults are transformers'."""

import contextlib
import io
import runpy

import numpy as np
import torch
import transformers

from glossary import ROOT


def made():
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(
            str(ROOT / "snippets/precision/small_formats_share_a_scale.py")
        )


def numbers():
    x = np.random.default_rng(5).normal(size=2**14).astype(np.float32)
    x[100], x[3 * 32 : 4 * 32] = 60.0, 0.0
    return x


def test_mxfp4_is_that_of_gguf():
    import gguf

    page, x = made(), numbers()
    ours = page["round_trip"](x.astype(np.float64), *page["ways"]["MXFP4"])
    kind = gguf.GGMLQuantizationType.MXFP4
    theirs = gguf.dequantize(gguf.quantize(x.reshape(-1, 32), kind), kind)
    np.testing.assert_allclose(ours, theirs.ravel(), rtol=1e-6)


def test_nvfp4_scales_are_pytorchs_float8():
    page, x = made(), numbers().astype(np.float64)
    ours = page["round_trip"](x, *page["ways"]["NVFP4"])
    blocks = torch.tensor(x).reshape(-1, 16)
    scale = blocks.abs().amax(dim=1, keepdim=True) / 6
    scale[scale == 0] = 1
    tensor = scale.max() / 448
    scale = (scale / tensor).to(torch.float8_e4m3fn).double() * tensor
    levels = torch.tensor(page["E2M1"])
    at = (blocks.abs() / scale).unsqueeze(-1).sub(levels).abs().argmin(dim=-1)
    theirs = blocks.sign() * levels[at] * scale
    np.testing.assert_allclose(ours, theirs.ravel().numpy(), rtol=1e-6)


def test_transformers_loads_in_the_precision_of_the_checkpoint(tmp_path):
    config = transformers.LlamaConfig(
        vocab_size=20, hidden_size=16, intermediate_size=32, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=1,
    )  # fmt: skip
    model = transformers.LlamaForCausalLM(config).to(torch.bfloat16)
    model.save_pretrained(tmp_path)
    load = transformers.AutoModelForCausalLM.from_pretrained
    assert load(tmp_path).dtype == torch.bfloat16
    assert load(tmp_path, dtype=torch.float32).dtype == torch.float32


def test_products_of_fp32_matrices_are_not_tf32_by_default():
    assert torch.get_float32_matmul_precision() == "highest"
    assert not torch.backends.cuda.matmul.allow_tf32
