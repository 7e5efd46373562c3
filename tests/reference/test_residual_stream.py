"""GPT-2 in transformers: its hidden states are running sums, and the last one is normed."""


def test_the_hidden_states_are_running_sums():
    import torch
    from transformers import GPT2Config, GPT2Model

    config = GPT2Config(n_layer=3, n_embd=24, n_head=4, vocab_size=50, n_positions=16)
    model = GPT2Model(config).double().eval()
    g = torch.Generator().manual_seed(0)
    for p in model.parameters():
        p.data = torch.randn(p.shape, generator=g, dtype=torch.float64) / 3
    added = []

    def note(module, inputs, output):
        added.append(output[0] if isinstance(output, tuple) else output)

    for block in model.h:  # in this order they are called
        block.attn.register_forward_hook(note)
        block.mlp.register_forward_hook(note)
    ids = torch.randint(50, (2, 7), generator=g)
    with torch.no_grad():
        states = model(ids, output_hidden_states=True).hidden_states
        embedding = model.wte(ids) + model.wpe(torch.arange(7))
        final = model.ln_f(embedding + sum(added))

    assert len(added) == 6
    assert len(states) == 4
    assert (states[0] - embedding).abs().max() < 1e-12
    for block in (1, 2):  # states between blocks are the stream itself
        stream = embedding + sum(added[: 2 * block])
        assert (states[block] - stream).abs().max() < 1e-11
    # The last one is not the sum but the normed sum.
    assert (states[3] - final).abs().max() < 1e-11
    assert (states[3] - embedding - sum(added)).abs().max() > 1


def test_the_last_hidden_state_is_normed_in_llama_and_qwen3_too():
    import torch
    from transformers import AutoModelForCausalLM, LlamaConfig, Qwen3Config

    for config in LlamaConfig, Qwen3Config:
        model = AutoModelForCausalLM.from_config(
            config(
                num_hidden_layers=2,
                hidden_size=16,
                num_attention_heads=2,
                num_key_value_heads=1,
                intermediate_size=32,
                vocab_size=20,
            )
        ).eval()
        seen = []
        model.model.norm.register_forward_hook(
            lambda _, inputs, output, seen=seen: seen.extend([inputs[0], output])
        )
        with torch.no_grad():
            states = model(
                torch.tensor([[1, 2, 3]]), output_hidden_states=True
            ).hidden_states
        stream, normed = seen
        assert torch.equal(states[-1], normed)
        assert not torch.equal(states[-1], stream)
