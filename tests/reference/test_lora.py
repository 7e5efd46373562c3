"""The page's class gives what PEFT gives, and the page's table is a LoraConfig that PEFT takes."""

import ast
import contextlib
import io
import re
import runpy
import warnings

import peft
import pytest
import torch
import transformers
from models_in_transformers import config_of, without_memory
from safetensors.torch import load_file

from glossary import ROOT

pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = ROOT / "docs/terms/lora.md"


@pytest.fixture(scope="module")
def page():
    with contextlib.redirect_stdout(io.StringIO()):
        path = ROOT / "snippets/lora/lora_linear_for_any_linear_layer.py"
        return runpy.run_path(str(path))


def llama(**changed):
    torch.manual_seed(0)
    shape = {
        "num_hidden_layers": 2,
        "hidden_size": 24,
        "intermediate_size": 40,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 8,  # not hidden_size / heads
        "vocab_size": 50,
    }
    return transformers.LlamaForCausalLM(
        transformers.LlamaConfig(**shape, **changed)
    ).eval()


def gpt_2():
    torch.manual_seed(0)
    config = transformers.GPT2Config(
        n_layer=2, n_embd=24, n_head=4, vocab_size=50, n_positions=32
    )
    return transformers.GPT2LMHeadModel(config).eval()


LAYERS = {
    llama: [
        "q_proj",
        "k_proj",
        "v_proj",
        "o_proj",
        "gate_proj",
        "up_proj",
        "down_proj",
    ],
    gpt_2: ["c_attn", "c_proj", "c_fc"],
}
IDS = torch.tensor([[3, 1, 4, 1, 5], [9, 2, 6, 5, 3]])


def starting_config():
    """The table of the page: each field with the value to start with."""
    rows = re.findall(
        r"^\| (`[a-z_`, ]+`) \| `(.+?)` \|", PAGE.read_text("utf-8"), re.M
    )
    fields = {}
    for names, value in rows:
        for name in re.findall(r"`([a-z_]+)`", names):
            fields[name] = ast.literal_eval(value)
    return fields


def with_peft(make, config):
    model = peft.get_peft_model(make(), config)
    for name, p in model.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(p, std=0.3)
    return model.eval()


def ours_from(model, page, make, **config):
    """Our class with the numbers of an adapter of PEFT's."""
    tensors = {}
    for name, tensor in peft.get_peft_model_state_dict(model).items():
        name = name.removeprefix("base_model.model.").removesuffix(".weight")
        tensors[name.replace("lora_A", "A").replace("lora_B", "B")] = tensor
    ours = make()
    page["load_adapter"](ours, config, tensors)
    return ours.eval()


@pytest.mark.parametrize("make", LAYERS)
@pytest.mark.parametrize("use_rslora", [False, True])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_same_outputs_as_peft(page, make, use_rslora, dtype):
    shape = {
        "r": 3,
        "lora_alpha": 7,
        "use_rslora": use_rslora,
        "target_modules": LAYERS[make],
    }

    def cast():
        return make().to(dtype)

    model = with_peft(cast, peft.LoraConfig(**shape, task_type="CAUSAL_LM"))
    adapters = {p.dtype for n, p in model.named_parameters() if "lora_" in n}
    ours = ours_from(model, page, cast, **shape)
    assert (
        adapters
        == {torch.float32}
        == {t.dtype for t in page["adapter_of"](ours).values()}
    )
    beside = ours(IDS).logits
    torch.testing.assert_close(beside, model(IDS).logits, rtol=0, atol=1e-6)
    assert not torch.equal(beside, cast()(IDS).logits)
    if dtype is torch.bfloat16:
        return  # merging rounds: PEFT twice, the page's class once
    page["merge_and_unload"](ours)
    assert list(ours.state_dict()) == list(make().state_dict())
    merged = model.merge_and_unload(safe_merge=True)(IDS).logits
    torch.testing.assert_close(ours(IDS).logits, merged, rtol=1e-4, atol=1e-5)


def test_the_table_of_the_page_is_a_config_of_peft():
    fields = starting_config()
    assert len(fields) == 15
    defaults = peft.LoraConfig()
    for name in set(fields) - {"r", "lora_alpha", "target_modules", "task_type"}:
        assert getattr(defaults, name) == fields[name], name


@pytest.mark.parametrize("make", LAYERS)
def test_what_the_table_trains(make, tmp_path):
    """All linear layers but the output layer; saved, loaded, merged as the page says."""
    fields = starting_config()
    model = with_peft(make, peft.LoraConfig(**fields))
    adapted = {n for n, m in make().named_modules() if n.split(".")[-1] in LAYERS[make]}
    found = {
        n.removeprefix("base_model.model.")
        for n, m in model.named_modules()
        if hasattr(m, "lora_A") and n
    }
    assert found == adapted
    trained, _ = model.get_nb_trainable_parameters()
    shapes = [make().get_submodule(n).weight.shape for n in adapted]
    assert trained == sum(fields["r"] * sum(shape) for shape in shapes)
    model.save_pretrained(tmp_path)
    again = peft.PeftModel.from_pretrained(make(), tmp_path).eval()
    torch.testing.assert_close(again(IDS).logits, model(IDS).logits)
    merged = again.merge_and_unload(safe_merge=True)
    torch.testing.assert_close(
        merged(IDS).logits, model(IDS).logits, rtol=1e-4, atol=1e-4
    )


def test_peft_on_one_wrong_name_and_on_none():
    peft.get_peft_model(llama(), peft.LoraConfig(target_modules=["q_proj", "no_proj"]))
    with pytest.raises(
        ValueError, match=r"Target modules .* not found in the base model"
    ):
        peft.get_peft_model(llama(), peft.LoraConfig(target_modules=["no_proj"]))


def scales(**fields):
    """Of each adapted layer, alpha over its rank as PEFT has it."""
    given = {"r": 16, "lora_alpha": 32, **fields}
    model = peft.get_peft_model(llama(), peft.LoraConfig(**given))
    return {
        name.removeprefix("base_model.model."): layer.scaling["default"]
        for name, layer in model.named_modules()
        if hasattr(layer, "lora_A")
    }


def test_a_rank_of_its_own_leaves_alpha():
    both = {"target_modules": ["q_proj", "v_proj"], "rank_pattern": {"q_proj": 64}}
    found = scales(**both)
    assert len(found) == 4
    assert all(found[n] == (0.5 if n.endswith("q_proj") else 2) for n in found)
    assert set(scales(**both, alpha_pattern={"q_proj": 128}).values()) == {2}
    for key in ("qproj", "_proj"):  # the second ends so, but not from a dot on
        with pytest.warns(RuntimeWarning, match="did not match any targeted module"):
            scales(target_modules=["q_proj"], rank_pattern={key: 64})


def test_layers_to_transform_holds_back_no_layer_given_by_its_full_name():
    found = scales(target_modules=["q_proj", "lm_head"], layers_to_transform=[0])
    assert set(found) == {"model.layers.0.self_attn.q_proj", "lm_head"}
    found = scales(target_modules=["q_proj", "embed_tokens"], layers_to_transform=[0])
    assert set(found) == {"model.layers.0.self_attn.q_proj"}
    with pytest.raises(ValueError, match="cannot be used when `target_modules` is a"):
        scales(target_modules="all-linear", layers_to_transform=[0])


def test_in_which_type_peft_trains():
    """A and B in fp32 unless told otherwise or cast; `modules_to_save` as the base."""

    def types(**options):
        config = peft.LoraConfig(target_modules=["q_proj"], modules_to_save=["lm_head"])
        model = peft.get_peft_model(llama().to(torch.bfloat16), config, **options)
        return model, lambda: {
            "modules_to_save" in n: p.dtype
            for n, p in model.named_parameters()
            if p.requires_grad
        }

    half = {False: torch.bfloat16, True: torch.bfloat16}
    assert types(autocast_adapter_dtype=False)[1]() == half
    model, found = types()
    assert found() == {False: torch.float32, True: torch.bfloat16}
    model.to(torch.bfloat16)
    assert found() == half
    for p in model.parameters():
        if p.requires_grad:
            p.data = p.data.float()
    with pytest.raises(RuntimeError, match="same dtype"):
        model(IDS)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        model(input_ids=IDS, labels=IDS).loss.backward()


def test_lm_head_that_is_tied():
    """PEFT merges into the embedding too, and warns."""
    tied = llama(tie_word_embeddings=True)
    before = tied.model.embed_tokens.weight.detach().clone()
    with pytest.warns(UserWarning, match="tie_word_embeddings"):
        model = peft.get_peft_model(tied, peft.LoraConfig(target_modules=["lm_head"]))
    torch.nn.init.normal_(model.base_model.model.lm_head.lora_B["default"].weight)
    merged = model.merge_and_unload()
    assert not torch.equal(merged.model.embed_tokens.weight, before)


def test_eval_does_not_merge():
    model = with_peft(llama, peft.LoraConfig(target_modules=["q_proj"]))
    layer = model.base_model.model.model.layers[0].self_attn.q_proj
    assert not layer.merged
    assert torch.equal(
        layer.base_layer.weight, llama().model.layers[0].self_attn.q_proj.weight
    )


def lines_of_the_page():
    """The numbered lines under `The same with PEFT`, and what the fourth is said to print."""
    section = (
        PAGE.read_text("utf-8").split("### The same with PEFT")[1].split("\n## ")[0]
    )
    lines = re.findall(r"^\d\. `(.+?)`(.*)$", section, re.M)
    assert len(lines) == 8  # the fifth is training
    printed = re.search(r"which prints `(.+?)`", lines[3][1])[1]
    return [line for line, _ in lines], printed


class Pretrained:
    """In the place of AutoModelForCausalLM, since nothing is downloaded here."""

    def __init__(self, make):
        self.make = make

    def from_pretrained(self, name, dtype):
        assert name == "meta-llama/Llama-3.1-8B"
        return self.make().to(getattr(torch, dtype))


def test_the_lines_of_the_page_count_what_they_say():
    (base, config, model, count, *_), printed = lines_of_the_page()
    names = {**vars(peft)}
    names["AutoModelForCausalLM"] = Pretrained(
        lambda: without_memory(config_of("llama-3.1-8b"))
    )
    out = io.StringIO()
    with torch.device("meta"), contextlib.redirect_stdout(out):
        exec("\n".join([base, config, model, count]), names)
    assert out.getvalue().strip() == printed


def test_the_lines_of_the_page_save_load_and_merge(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (base, config, model, count, save, fresh, load, merge), _ = lines_of_the_page()
    names = {**vars(peft), "AutoModelForCausalLM": Pretrained(llama)}
    exec("\n".join([base, config, model, count]), names)
    for name, p in names["model"].named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(p, std=0.3)  # as if trained
    trained = names["model"].eval()(IDS).logits
    exec(save, names)
    assert {p.name for p in (tmp_path / "reviews").iterdir()} >= {
        "adapter_config.json",
        "adapter_model.safetensors",
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Already found a `peft_config`")
        exec("\n".join([fresh, load]), names)
    loaded = names["model"].eval()
    torch.testing.assert_close(loaded(IDS).logits, trained, rtol=0, atol=0)
    layer = loaded.get_submodule("base_model.model.model.layers.0.mlp.up_proj")
    update = layer.get_delta_weight("default")
    once = (layer.base_layer.weight.float() + update).to(torch.bfloat16)
    exec(merge, names)
    assert list(names["model"].state_dict()) == list(llama().state_dict())
    merged = names["model"].get_submodule("model.layers.0.mlp.up_proj").weight
    assert torch.equal(merged, once)  # with safe_merge=True it is rounded twice


def test_the_calls_of_the_page_switch_adapters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outputs = {"base": llama()(IDS).logits}
    for rank, name in enumerate(("reviews", "law"), start=2):
        config = peft.LoraConfig(r=rank, target_modules="all-linear")
        model = with_peft(llama, config)
        outputs[name] = model(IDS).logits
        model.save_pretrained(name)
    section = PAGE.read_text("utf-8").split("### Two adapters share one base")[1]
    load, switch, first, off = re.findall(
        r"`(model\.[^`]+|\"\w+\"|with [^`]+:)`", section.split("\n### ")[0]
    )
    names = {"model": peft.PeftModel.from_pretrained(llama(), "reviews")}
    after = f"{off}\n    inside = model(ids).logits\noutside = model(ids).logits"
    exec(f"{load}\n{after}", names | {"ids": IDS}, found := {})
    assert torch.equal(found["inside"], outputs["base"])
    assert torch.equal(found["outside"], outputs["reviews"])
    exec(switch, names)
    assert torch.equal(names["model"](IDS).logits, outputs["law"])
    names["model"].set_adapter(ast.literal_eval(first))
    assert torch.equal(names["model"](IDS).logits, outputs["reviews"])


@pytest.mark.parametrize("tied", [False, True])
def test_new_tokens_in_an_untied_output_layer_need_their_own_rows(tied):
    """A list of tokens trains rows of the input embedding; a dictionary also of lm_head."""

    def trained(tokens):
        config = peft.LoraConfig(r=2, trainable_token_indices=tokens)
        model = peft.get_peft_model(llama(tie_word_embeddings=tied), config)
        names = [n for n, p in model.named_parameters() if p.requires_grad]
        return [n for n in names if "lora_" not in n], model

    names, model = trained([49])
    assert len(names) == 1
    assert "embed_tokens" in names[0]
    with torch.no_grad():
        next(p for n, p in model.named_parameters() if n == names[0]).fill_(1.0)
    base = llama(tie_word_embeddings=tied)
    changed = model(IDS).logits - base(IDS).logits
    assert bool(changed[..., 49].any()) is tied  # its logit moves only where tied
    if not tied:
        names, _ = trained({"embed_tokens": [49], "lm_head": [49]})
        assert len(names) == 2
        assert "lm_head" in names[1]


def test_a_new_token_is_resized_for_saved_small_and_loaded(tmp_path):
    """The lines of the page on a base that is in a folder, where PEFT sees its old size."""
    llama(tie_word_embeddings=False).save_pretrained(tmp_path / "base")
    rows = {"embed_tokens": [50], "lm_head": [50]}
    config = peft.LoraConfig(
        r=2, target_modules="all-linear", trainable_token_indices=rows
    )

    def base(size=51):
        model = transformers.AutoModelForCausalLM.from_pretrained(tmp_path / "base")
        model.resize_token_embeddings(size)
        return model

    with pytest.raises(IndexError):
        peft.get_peft_model(base(size=50), config)
    model = peft.get_peft_model(base(), config)
    whole = {}
    for name, options in (("all", {}), ("rows", {"save_embedding_layers": False})):
        model.save_pretrained(tmp_path / name, **options)
        tensors = load_file(tmp_path / name / "adapter_model.safetensors")
        whole[name] = [t for t in tensors.values() if t.shape[0] == 51]
    assert (len(whole["all"]), len(whole["rows"])) == (2, 0)
    peft.PeftModel.from_pretrained(base(), tmp_path / "rows")
    with pytest.raises(IndexError):
        peft.PeftModel.from_pretrained(base(size=50), tmp_path / "rows")


def test_all_linear_adapts_fused_experts_and_the_router():
    config = transformers.Qwen3MoeConfig(
        num_hidden_layers=1,
        hidden_size=16,
        moe_intermediate_size=8,
        num_attention_heads=2,
        num_key_value_heads=1,
        num_experts=4,
        num_experts_per_tok=2,
        vocab_size=50,
    )
    model = peft.get_peft_model(
        transformers.Qwen3MoeForCausalLM(config),
        peft.LoraConfig(r=2, target_modules="all-linear", task_type="CAUSAL_LM"),
    )
    parameters = model.peft_config["default"].target_parameters
    assert set(parameters) == {"gate_up_proj", "down_proj", "gate.weight"}
