"""The live GPT's sampling is that of transformers, and an adapter trained in it is one for peft."""

import base64

import pytest
import torch

from live_gpt.model import END, TARGETS, VOCAB_SIZE
from live_gpt.train import names_of
from tests.support.live_gpt import FOLDER, asked, published

pytestmark = pytest.mark.filterwarnings("ignore")
TOKENS = torch.tensor([[END, 3, 15, 18]])


def test_sampling_cuts_as_transformers_does():
    from transformers.generation.logits_process import (
        MinPLogitsWarper,
        TemperatureLogitsWarper,
        TopKLogitsWarper,
        TopPLogitsWarper,
    )

    generator = torch.Generator().manual_seed(3)
    rows = 2 * torch.randn(20, VOCAB_SIZE, generator=generator)
    settings = [
        {"temperature": 0.8},
        {"temperature": 1.5, "topK": 5},
        {"topP": 0.7},
        {"temperature": 0.5, "minP": 0.1},
        {"temperature": 1.2, "topK": 9, "topP": 0.8, "minP": 0.2},
    ]
    said = asked("sample", rows=rows.tolist(), settings=settings)
    for one, made in zip(settings, said, strict=True):
        scores = rows
        for warper, key in (
            (TemperatureLogitsWarper, "temperature"),
            (TopKLogitsWarper, "topK"),
            (TopPLogitsWarper, "topP"),
            (MinPLogitsWarper, "minP"),
        ):
            if key in one:
                scores = warper(one[key])(None, scores)
        torch.testing.assert_close(
            torch.tensor(made), scores.softmax(-1), atol=1e-6, rtol=1e-5
        )


def test_an_adapter_trained_in_the_page_is_one_for_peft(tmp_path):
    from peft import PeftModel

    names = names_of(FOLDER / "elements.txt")
    said = asked("train", names=names, steps=12, rank=4)
    weights = base64.b64decode(said["weights"])
    (tmp_path / "adapter_model.safetensors").write_bytes(weights)
    (tmp_path / "adapter_config.json").write_text(said["config"], "utf-8")
    model = published()
    with torch.no_grad():
        plain = model(TOKENS)[0]
        theirs = PeftModel.from_pretrained(model, str(tmp_path))(TOKENS)[0]
    ours = torch.tensor(said["logits"])
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
    assert (plain - theirs).abs().max() > 0.1


def test_an_adapter_of_peft_is_one_for_the_page(tmp_path):
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(0)
    config = LoraConfig(r=3, lora_alpha=5, target_modules=list(TARGETS))
    model = get_peft_model(published(), config)
    with torch.no_grad():
        for name, one in model.named_parameters():
            if "lora_B" in name:
                one.normal_(std=0.1)
        theirs = model(TOKENS)[0]
    model.save_pretrained(str(tmp_path))
    said = asked(
        "uploaded",
        weights=base64.b64encode(
            (tmp_path / "adapter_model.safetensors").read_bytes()
        ).decode(),
        config=(tmp_path / "adapter_config.json").read_text("utf-8"),
        tokens=TOKENS[0].tolist(),
    )
    ours = torch.tensor(said)
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)
