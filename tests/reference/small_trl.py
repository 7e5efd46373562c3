"""A small model, a tokenizer of whole words and settings, for TRL's trainers."""

from __future__ import annotations

import copy

import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers

WORDS = "<unk> <end> <pad> who wrote emma jane austen no idea you and i"
SETTINGS = {"bf16": False, "use_cpu": True, "report_to": "none"}
"""For every `...Config`: float32 on the CPU, and no reports to anywhere."""


def tokenizer() -> transformers.PreTrainedTokenizerFast:
    """A token for each word of `WORDS`, one for the end and one for padding."""
    ids = {word: i for i, word in enumerate(WORDS.split())}
    plain = Tokenizer(models.WordLevel(ids, unk_token="<unk>"))
    plain.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=plain, eos_token="<end>", pad_token="<pad>", unk_token="<unk>"
    )


def configuration() -> transformers.GPT2Config:
    """Two layers without dropout."""
    return transformers.GPT2Config(
        n_layer=2,
        n_head=2,
        n_embd=16,
        vocab_size=len(WORDS.split()),
        n_positions=32,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=1,
        eos_token_id=1,
    )


def small_model() -> transformers.GPT2LMHeadModel:
    """The same weights in each call, in float32."""
    transformers.set_seed(0)
    return transformers.GPT2LMHeadModel(configuration())


def moved(model: torch.nn.Module, by: float = 0.3) -> torch.nn.Module:
    """A copy whose weights differ, as after some steps."""
    model, g = copy.deepcopy(model), torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in model.parameters():
            weight += by * torch.randn(weight.shape, generator=g)
    return model
