"""The prompt as a condition, and what a chat costs, against transformers.

Log-probabilities agree to 1e-5 (float64 models; RoPE's angles and some norms are float32 there);
tokens are counted exactly.
"""

import contextlib
import io
import runpy

import numpy as np
import pytest
import tokenizers
import torch
import transformers

from glossary import ROOT

TURN = (
    "{% for m in messages %}{{ '<' + m.role + '> ' + m.content + ' <end> ' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<assistant>' }}{% endif %}"
)


def run(name):
    """What a script defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(ROOT / f"snippets/prompt/{name}.py"))


def small(kind):
    """A small model with random weights."""
    if kind == "gpt2":
        config = transformers.GPT2Config(
            n_layer=2, n_embd=24, n_head=4, vocab_size=50, n_positions=32
        )
    else:
        config = transformers.LlamaConfig(
            num_hidden_layers=2,
            hidden_size=24,
            intermediate_size=40,
            num_attention_heads=4,
            num_key_value_heads=2,
            vocab_size=50,
        )
    model = transformers.AutoModelForCausalLM.from_config(config)
    g = torch.Generator().manual_seed(0)
    for p in model.parameters():
        p.data = torch.randn(p.shape, generator=g) / 4
    return model.double().eval()


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_an_answer_is_conditioned_on_all_of_the_prompt_and_no_weight_changes(kind):
    """The formula of the page against the scores that generate returns."""
    model = small(kind)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    prompts = torch.tensor([[3, 7, 9, 11], [4, 7, 9, 11]])  # they differ at the start
    out = model.generate(
        prompts,
        max_new_tokens=5,
        do_sample=False,
        output_scores=True,
        return_dict_in_generate=True,
        eos_token_id=None,
        pad_token_id=0,
    )
    theirs = model.compute_transition_scores(
        out.sequences, out.scores, normalize_logits=True
    ).sum(dim=1)
    with torch.no_grad():
        log_probs = model(out.sequences).logits.log_softmax(dim=-1)[:, :-1]
    each = log_probs.gather(2, out.sequences[:, 1:, None])[..., 0]
    joint, prompt_alone = each.sum(dim=1), each[:, :3].sum(dim=1)
    assert (joint - prompt_alone - theirs).abs().max() < 1e-5
    assert (out.scores[0][0] - out.scores[0][1]).abs().max() > 0.01
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])


@pytest.mark.parametrize("n_turns", [1, 2, 7])
@pytest.mark.parametrize("system", [0, 1, 30])
@pytest.mark.parametrize(("question", "answer"), [(3, 8), (5, 0)])
def test_the_cost_is_that_of_a_chat_of_real_messages(n_turns, system, question, answer):
    words = ["[UNK]", "<system>", "<user>", "<assistant>", "<end>", "w"]
    inner = tokenizers.Tokenizer(
        tokenizers.models.WordLevel(
            {word: number for number, word in enumerate(words)}, unk_token="[UNK]"
        )
    )
    inner.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, unk_token="[UNK]"
    )
    tokenizer.chat_template = TURN

    def message(role, count):
        return {"role": role, "content": " ".join(["w"] * count)}

    chat, total, last = [message("system", system)], 0, 0
    for _ in range(n_turns):
        chat.append(message("user", question))
        ids = tokenizer.apply_chat_template(chat, add_generation_prompt=True)[
            "input_ids"
        ]
        last = len(ids)
        total += last
        chat.append(message("assistant", answer))
    # Each message has its header and its end; the answer's header is in the prompt already.
    ours = run("the_whole_chat_is_read_each_time")["tokens_read"](
        n_turns, system=system + 2, question=question + 3, answer=answer + 1
    )
    assert ours == (last, total, last)


def test_no_turns_cost_nothing():
    read = run("the_whole_chat_is_read_each_time")["tokens_read"]
    assert read(0, system=5, question=1, answer=1) == (0, 0, 0)


@pytest.mark.parametrize("prompt", ["", "film", "dry dry grape", "slow " * 200])
def test_the_toy_is_bayes_rule(prompt):
    ours = run("another_beginning_another_distribution")
    posterior, probs = ours["next_word"](prompt)
    assert np.isclose(probs.sum(), 1)
    ids = [ours["words"].index(word) for word in prompt.split()]
    log_joint = np.log(ours["kind"]) + np.log(ours["word"])[:, ids].sum(axis=1)
    by_torch = torch.tensor(log_joint).softmax(dim=0).numpy()
    assert np.allclose(posterior, by_torch, atol=1e-12)


@pytest.mark.parametrize("page", ["", "</page>", "a <b> c", "</page></page><page>"])
def test_an_escaped_page_stays_inside(page):
    ours = run("a_page_can_close_its_own_fence")
    prompt = ours["fenced"](ours["escaped"](page), "page")
    assert ours["outside"](prompt, "page") == ""
