"""The GPT that docs/assets/javascripts/live/gpt.js computes, in PyTorch."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

D_MODEL, N_HEADS, N_LAYERS, CONTEXT, VOCAB_SIZE = 64, 4, 3, 16, 27
EPS = 1e-5
STD = 0.06
"""Standard deviation of the weights before training."""

TARGETS = ("qkv", "output", "up", "down")
"""The linear layers of a block, all of which an adapter changes."""

END = 0
"""The token before a word and after it; a to z are 1 to 26."""


class Block(nn.Module):
    """Attention and a feed-forward layer, each behind a norm, each added to its input."""

    def __init__(self) -> None:
        super().__init__()
        self.norm_1 = nn.RMSNorm(D_MODEL, eps=EPS)
        self.qkv = nn.Linear(D_MODEL, 3 * D_MODEL, bias=False)
        self.output = nn.Linear(D_MODEL, D_MODEL, bias=False)
        self.norm_2 = nn.RMSNorm(D_MODEL, eps=EPS)
        self.up = nn.Linear(D_MODEL, 4 * D_MODEL, bias=False)
        self.down = nn.Linear(4 * D_MODEL, D_MODEL, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, seq_len, d_model) to the same."""
        batch, seq_len, _ = x.shape
        qkv = self.qkv(self.norm_1(x)).view(
            batch, seq_len, 3, N_HEADS, D_MODEL // N_HEADS
        )
        q, k, v = qkv.permute(2, 0, 3, 1, 4)  # each (batch, n_heads, seq_len, d_head)
        heads = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.output(heads.transpose(1, 2).flatten(2))
        down: Tensor = self.down(F.gelu(self.up(self.norm_2(x)), approximate="tanh"))
        return x + down


class GPT(nn.Module):
    """A GPT of characters with learned positions and an output layer tied to the embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(VOCAB_SIZE, D_MODEL)
        self.positions = nn.Embedding(CONTEXT, D_MODEL)
        self.blocks = nn.ModuleList(Block() for _ in range(N_LAYERS))
        self.norm = nn.RMSNorm(D_MODEL, eps=EPS)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (batch, seq_len) to logits (batch, seq_len, vocab_size)."""
        x = self.embedding(tokens) + self.positions.weight[: tokens.shape[1]]
        for block in self.blocks:
            x = block(x)
        logits: Tensor = self.norm(x) @ self.embedding.weight.T
        return logits


def initialize(model: GPT, generator: torch.Generator) -> None:
    """Random weights, smaller where a layer adds to the residual stream."""
    for name, weight in model.named_parameters():
        if weight.dim() == 2:
            adds = name.endswith(("output.weight", "down.weight"))
            std = STD / (2 * N_LAYERS) ** 0.5 if adds else STD
            nn.init.normal_(weight, std=std, generator=generator)


def encoded(words: Iterable[str]) -> Tensor:
    """Words as tokens (words, context + 1): END, the letters, END, and -100 after that."""
    rows = []
    for word in words:
        row = [END, *(ord(letter) - 96 for letter in word), END]
        rows.append(row + [-100] * (CONTEXT + 1 - len(row)))
    return torch.tensor(rows)


def written(model: nn.Module, count: int, temperature: float, seed: int) -> list[str]:
    """Words that a model invents."""
    generator = torch.Generator().manual_seed(seed)
    words = []
    for _ in range(count):
        tokens = [END]
        while len(tokens) == 1 or (tokens[-1] != END and len(tokens) < CONTEXT):
            with torch.no_grad():
                logits = model(torch.tensor([tokens]))[0, -1]
            chances = (logits / temperature).softmax(-1)
            tokens.append(int(torch.multinomial(chances, 1, generator=generator)))
        words.append("".join(chr(96 + token) for token in tokens if token != END))
    return words


def loss_of(model: nn.Module, rows: Tensor) -> Tensor:
    """The mean loss of all characters of some words, as `encoded` makes them."""
    logits = model(rows[:, :-1].clamp(min=0))
    return F.cross_entropy(
        logits.flatten(0, 1), rows[:, 1:].flatten(), ignore_index=-100
    )
