"""A row for a new token as the page makes it, against transformers."""


def test_the_mean_row_is_what_resizing_begins_with():
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(vocab_size=50, n_positions=8, n_embd=6, n_layer=1, n_head=2)
    model = GPT2LMHeadModel(config)
    g = torch.Generator().manual_seed(0)
    model.transformer.wte.weight.data.normal_(mean=0.5, generator=g)
    before = model.transformer.wte.weight.detach().clone()
    model.resize_token_embeddings(53)
    after = model.lm_head.weight.detach()
    assert torch.equal(after[:50], before)
    # It draws around the mean, with a millionth of the spread of the old rows.
    torch.testing.assert_close(
        after[50:], before.mean(dim=0).expand(3, 6), rtol=0, atol=1e-3
    )


def test_the_mean_row_gets_at_most_an_even_share():
    import torch

    g = torch.Generator().manual_seed(0)
    for scale in (0.1, 1.0, 10.0):
        table = scale * torch.randn(20, 4, generator=g, dtype=torch.float64) - 3
        x = torch.randn(4, generator=g, dtype=torch.float64)
        larger = torch.vstack([table, table.mean(dim=0)])
        assert (larger @ x).softmax(dim=-1)[-1] <= 1 / 21 + 1e-12
