"""The page's templates, tables and claims against transformers' apply_chat_template and Jinja.

Texts and token ids are compared exactly: there is no tolerance.
"""

import contextlib
import io
import runpy

import pytest
import tokenizers
import transformers

from glossary import ROOT
from labs import sentiment

SNIPPETS = ROOT / "snippets/chat-template"
LLAMA3 = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}"
    "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
    "+ message['content'] | trim + '<|eot_id|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
    "{{ content }}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)
"""The template of Llama 3 8B Instruct, from its tokenizer_config.json."""

PLAIN = (
    "{% for m in messages %}{{ '<' + m.role + '>' + m.content + '<end>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<assistant>' }}{% endif %}"
)
CHAT = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": " Who wrote Emma?\n"},
    {"role": "assistant", "content": "Austen"},
    {"role": "user", "content": "And Ulysses?\n(in one line) "},
]


def run(name):
    """What a script defines."""
    with contextlib.redirect_stdout(io.StringIO()):
        return runpy.run_path(str(SNIPPETS / f"{name}.py"))


def tokenizer_with(words, bos=None, specials=()):
    """A tokenizer of whole words; with `bos` it writes that token before each text."""
    vocab = {word: number for number, word in enumerate(["[UNK]", *words])}
    inner = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocab, unk_token="[UNK]"))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    if bos:
        inner.post_processor = tokenizers.processors.TemplateProcessing(
            single=f"{bos} $A", special_tokens=[(bos, vocab[bos])]
        )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner,
        unk_token="[UNK]",
        bos_token=bos,
        extra_special_tokens=list(specials),
    )


@pytest.fixture(scope="module")
def smollm2():
    """SmolLM2's tokenizer with its own template, from its file on this machine."""
    file = sentiment.file_of(*sentiment.MODEL)
    return transformers.AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)


@pytest.fixture(scope="module")
def model():
    """SmolLM2-135M itself."""
    return sentiment.load_model()[1]


@pytest.mark.parametrize("turns", [slice(0, 2), slice(0, 4), slice(1, 2), slice(1, 4)])
@pytest.mark.parametrize("answer_next", [False, True])
def test_both_formats_are_those_of_the_models(smollm2, turns, answer_next):
    ours = run("one_chat_in_two_formats")
    options = {"tokenize": False, "add_generation_prompt": answer_next}
    theirs = smollm2.apply_chat_template(CHAT[turns], **options)
    assert ours["smollm2"](CHAT[turns], answer_next) == theirs
    llama = tokenizer_with(["<|begin_of_text|>"], bos="<|begin_of_text|>")
    theirs = llama.apply_chat_template(CHAT[turns], chat_template=LLAMA3, **options)
    assert ours["llama3"](CHAT[turns], answer_next) == theirs


def test_an_empty_chat_is_refused_by_the_library_and_empty_here(smollm2):
    with pytest.raises(ValueError, match="empty conversation"):
        smollm2.apply_chat_template([])
    ours = run("one_chat_in_two_formats")
    assert ours["smollm2"]([], False) == ours["llama3"]([], False) == ""


@pytest.mark.parametrize("turns", [2, 4])
def test_context_window_sets_aside_what_the_template_takes(smollm2, turns):
    """`fit` allows 6 tokens for each message, of which only an answer takes all."""
    script = ROOT / "snippets/context-window/a_chat_is_cut_to_fit_the_window.py"
    with contextlib.redirect_stdout(io.StringIO()):
        fit = runpy.run_path(str(script))["fit"]
    chat = [{**m, "content": m["content"].strip()} for m in CHAT[:turns]]
    sizes = [(m["role"], len(smollm2(m["content"])["input_ids"])) for m in chat]
    spare = fit(sizes, 1000, 0)[1]
    taken = smollm2.apply_chat_template(chat, add_generation_prompt=True)["input_ids"]
    others = sum(m["role"] != "assistant" for m in chat)
    assert len(taken) + others == 1000 - spare


@pytest.mark.parametrize("start", [False, True])
@pytest.mark.parametrize("add", [False, True])
def test_the_start_token_comes_as_often_as_in_the_table(start, add):
    """Rendered to text and tokenized: the ids of the script, and no warning of either library."""
    ours = run("one_start_token_or_two_or_none")
    specials = list(ours["vocab"])[:4]
    tokenizer = tokenizer_with(ours["vocab"], bos="<s>", specials=specials)
    template = ("{{ bos_token }}" if start else "") + PLAIN
    text = tokenizer.apply_chat_template(
        ours["chat"], chat_template=template, tokenize=False, add_generation_prompt=True
    )
    assert text == ours["render"](ours["chat"], start)
    ids = tokenizer(text, add_special_tokens=add)["input_ids"]
    assert ids == ours["encode"](text, add_special_tokens=add)
    assert ids.count(1) == start + add
    assert tokenizer.decode(ids, skip_special_tokens=True) == "Hello there"
    assert ours["decode"](ids, skip_special_tokens=True) == "Hello there"
    at_once = tokenizer.apply_chat_template(
        ours["chat"], chat_template=template, add_generation_prompt=True
    )["input_ids"]
    assert at_once == ours["encode"](text, add_special_tokens=False)


THINKING = (
    "{% set users = namespace(last=0) %}{% for m in messages %}"
    "{% if m.role == 'user' %}{% set users.last = loop.index0 %}{% endif %}{% endfor %}"
    "{% for m in messages %}{% set content = m.content %}"
    "{% if loop.index0 < users.last and not preserve_thinking %}"
    "{% set content = content.split('</think>')[-1].lstrip() %}{% endif %}"
    "{{ '<' + m.role + '> ' + content + ' <end> ' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<assistant> ' }}{% endif %}"
)
"""The rule of Qwen3's template on thinking, without the rest of it."""


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("gap", ["", " ", "\n\n"])  # Qwen3 writes an empty line
def test_old_thinking_is_dropped_as_by_a_template_in_jinja(keep, gap):
    ours = run("a_template_rewrites_the_past")
    tokenizer = tokenizer_with(["a"])
    answer = {"role": "assistant", "content": f"<think>\n7 * 13\n</think>{gap}No."}
    asked_again = [*ours["first"], answer, *ours["first"]]
    assert ("7 * 13" in ours["render"](asked_again, True, keep)) is keep
    for messages in (ours["first"], ours["second"], asked_again, [answer]):
        theirs = tokenizer.apply_chat_template(
            messages,
            chat_template=THINKING,
            tokenize=False,
            add_generation_prompt=True,
            preserve_thinking=keep,
        )
        assert ours["render"](messages, True, keep) == theirs


def test_what_a_template_gets_that_it_does_not_read_is_ignored_without_a_word(smollm2):
    """As the page says of misspelled variables."""
    asked = [{"role": "user", "content": "Hi"}]
    plain = smollm2.apply_chat_template(asked, tokenize=False)
    assert plain == smollm2.apply_chat_template(
        asked, tokenize=False, enable_thinkign=False
    )


def test_the_answer_that_was_begun_is_continued():
    tokenizer = tokenizer_with(["a"])
    begun = [*CHAT[1:2], {"role": "assistant", "content": "The author is"}]
    options = {"chat_template": PLAIN, "tokenize": False}
    text = tokenizer.apply_chat_template(begun, continue_final_message=True, **options)
    assert text.endswith("<assistant>The author is")
    with pytest.raises(ValueError, match="not compatible"):
        tokenizer.apply_chat_template(
            begun, continue_final_message=True, add_generation_prompt=True, **options
        )


@pytest.mark.parametrize("marked", [False, True])
def test_without_generation_blocks_the_mask_of_answers_is_all_zeros(marked):
    words = ["<user>", "<assistant>", "<end>", "Hi", "Hello"]
    tokenizer = tokenizer_with(words, specials=words[:3])
    answer = "{{ m.content + '<end>' }}"
    if marked:
        answer = "{% generation %}" + answer + "{% endgeneration %}"
    template = (
        "{% for m in messages %}{{ '<' + m.role + '>' }}{% if m.role == 'assistant' %}"
        + answer
        + "{% else %}{{ m.content + '<end>' }}{% endif %}{% endfor %}"
    )
    chat = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
    ]
    out = tokenizer.apply_chat_template(
        chat, chat_template=template, return_assistant_tokens_mask=True
    )
    assert tokenizer.convert_ids_to_tokens(out["input_ids"]) == [
        *("<user>", "Hi", "<end>"),
        *("<assistant>", "Hello", "<end>"),
    ]
    assert out["assistant_masks"] == ([0, 0, 0, 0, 1, 1] if marked else [0] * 6)


def test_without_a_template_the_error_is_the_one_of_the_question():
    with pytest.raises(ValueError, match="chat_template is not set"):
        tokenizer_with(["a"]).apply_chat_template(CHAT)


@pytest.mark.parametrize("asked", ["Who wrote Emma?", "Hi", "Tell me about the sea."])
def test_smollm2_writes_the_header_itself(model, smollm2, asked):
    chat = [{"role": "user", "content": asked}]
    ids = smollm2.apply_chat_template(chat, return_tensors="pt")["input_ids"]
    out = model.generate(ids, max_new_tokens=4, do_sample=False, pad_token_id=2)
    assert smollm2.decode(out[0, ids.shape[1] :]) == "<|im_start|>assistant\n"


def test_what_is_tokenized_at_once_goes_into_generate_as_keywords(model, smollm2):
    inputs = smollm2.apply_chat_template(
        CHAT[:2], add_generation_prompt=True, return_tensors="pt"
    )
    options = {"max_new_tokens": 1, "do_sample": False, "pad_token_id": 2}
    assert model.generate(**inputs, **options).shape[1] > inputs["input_ids"].shape[1]
    with pytest.raises(AttributeError):
        model.generate(inputs, **options)


TOOLS = (
    "{% for t in tools %}{{ t.function.name + ' ' }}{% endfor %}"
    "{% for m in messages %}{{ '<' + m.role + '>' + m.content }}{% endfor %}"
)


def test_a_template_gets_a_function_as_its_definition():
    def weather(city: str):
        """The weather.

        Args:
            city: Where.
        """

    text = tokenizer_with(["a"]).apply_chat_template(
        CHAT[1:2], tools=[weather], chat_template=TOOLS, tokenize=False
    )
    assert text == "weather <user> Who wrote Emma?\n"
