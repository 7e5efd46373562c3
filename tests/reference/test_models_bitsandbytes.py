"""NF4 with double quantization, held to bitsandbytes: which layers, and the bytes it keeps."""

from __future__ import annotations

import bitsandbytes
import pytest
from models_in_transformers import (
    NAMES,
    config_of,
    shrunken,
    with_memory,
    without_memory,
)

from glossary.models import describe, training, weights

pytestmark = pytest.mark.filterwarnings("ignore")


def converted(made):
    """The library's model with its linear layers replaced as QLoRA asks for."""
    from transformers import BitsAndBytesConfig
    from transformers.integrations import replace_with_bnb_linear
    from transformers.quantizers.base import get_keys_to_not_convert

    asked = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True
    )
    return replace_with_bnb_linear(
        made,
        modules_to_not_convert=get_keys_to_not_convert(made),
        quantization_config=asked,
    )


def quantized(config: dict) -> set:
    """Names of the layers that are replaced in a config.json's model."""
    made = converted(without_memory(config))
    kind = bitsandbytes.nn.Linear4bit
    return {name for name, module in made.named_modules() if isinstance(module, kind)}


@pytest.mark.parametrize("name", NAMES)
def test_the_layers_that_are_quantized(name):
    config = config_of(name)
    ours = {
        tensor["name"].removesuffix(".weight")
        for tensor in describe(config)["tensors"]
        if weights.tensor_bytes(tensor, "nf4") != weights.tensor_bytes(tensor, "bf16")
    }
    assert ours == quantized(config)


def kept(weight) -> int:
    """Bytes of a quantized weight and of all that is kept beside it."""
    state = weight.quant_state
    inner = state.state2
    return sum(
        value.nbytes
        for value in (
            weight.data,
            state.absmax,
            state.code,
            state.offset,
            inner.absmax,
            inner.code,
        )
    )


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(64, 64), (576, 1536), (192, 576), (300, 20), (128, 129), (7, 9)],
)
def test_bytes_of_a_layer(rows, columns):
    layer = bitsandbytes.nn.Linear4bit(
        columns, rows, bias=False, compress_statistics=True, quant_type="nf4"
    ).to("cpu")
    assert weights.nf4_bytes(rows * columns) == kept(layer.weight)


@pytest.mark.parametrize("name", ["smollm2-135m", "qwen2.5-7b", "gpt-oss-20b"])
def test_bytes_of_a_model(name):
    """Every weight of a shrunken model in bf16, with the linear layers quantized."""
    config = shrunken(config_of(name))
    layers = quantized(config)
    size = 0
    for name_of, value in with_memory(config, "bfloat16").named_parameters():
        if name_of.removesuffix(".weight") not in layers:
            size += value.nbytes
            continue
        packed = bitsandbytes.nn.Params4bit(
            value.detach(),
            requires_grad=False,
            compress_statistics=True,
            quant_type="nf4",
        )
        size += kept(packed.to("cpu"))
    assert weights.total(describe(config), "nf4") == size


@pytest.mark.parametrize(
    "name", ["smollm2-135m", "qwen2.5-7b", "gpt-oss-20b", "deepseek-v3", "gemma-3-1b"]
)
def test_what_peft_turns_into_fp32(name):
    """The usual recipe's line adds two bytes for each number that is not in four bits."""
    import peft

    config = shrunken(config_of(name))
    made = converted(with_memory(config, "bfloat16"))
    made.is_loaded_in_4bit = True
    packed = bitsandbytes.nn.Params4bit
    rest = [one for one in made.parameters() if not isinstance(one, packed)]
    for one in rest:  # biases of the new layers, as a checkpoint in bf16 has them
        one.data = one.data.bfloat16()

    def held() -> int:
        return sum(one.nbytes for one in rest)

    before = held()
    peft.prepare_model_for_kbit_training(made, use_gradient_checkpointing=False)
    more = training.lora(describe(config), 4, "all-linear", "nf4")["raised_to_fp32"]
    assert held() - before == more > 0
