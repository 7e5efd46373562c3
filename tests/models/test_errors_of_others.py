"""Public tools that get a figure wrong: what they computed, the right value, and who says so.

Each test computes the tool's figure by the tool's own formula, so that the error is seen, and holds
ours to a value that someone measured or that the tool's maintainers give as the right one.
"""

from __future__ import annotations

import pytest

from glossary.models import cache, describe, parameters, weights

KIB, MIB, GIB = 2**10, 2**20, 2**30


def test_vllm_fit_multiplies_by_the_heads_twice(model):
    """https://github.com/jranaraki/vllm-fit/issues/14: "exactly 8x the fp16 truth" for a 7B."""
    n_layers, heads, d_model = 32, 32, 4096
    theirs = 2 * n_layers * heads * d_model * 4 / 8
    ours = cache.per_token(model("llama-2-7b"))
    assert ours == 524_288
    assert theirs == 8 * ours


def test_gpu_poor_never_reads_the_key_value_heads(model):
    """https://github.com/RahulSChand/gpu_poor src/App.js: 2 * 2 * layers * width for a token.

    The 70B models of Llama 3 have 8 key/value heads for 64 of the queries: their model card says
    "GQA: Yes", config.json num_key_value_heads: 8.
    """
    theirs = 2 * 2 * 80 * 8192
    ours = cache.per_token(model("llama-3.1-70b"))
    assert ours == 320 * KIB
    assert theirs == 2560 * KIB == 8 * ours


def test_llama_toolchest_took_every_layer_for_the_same():
    """https://github.com/tmac1973/llama-toolchest/pull/58: gemma-4-12b at 128K "overcounted ~40x".

    The numbers of the model are that pull request's: 48 layers, 8 of them full with one key/value
    head of 512 numbers, 40 with a window of 1024 and 8 heads of 256; n_embd 3840, 16 heads.
    """
    config = {
        "model_type": "gemma4_text",
        "hidden_size": 3840,
        "num_hidden_layers": 48,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "num_global_key_value_heads": 1,
        "attention_k_eq_v": True,
        "head_dim": 256,
        "global_head_dim": 512,
        "sliding_window": 1024,
        "hidden_size_per_layer_input": 0,
        # neither of these two is in the pull request, and the cache does not depend on them
        "intermediate_size": 15360,
        "vocab_size": 262_144,
        "max_position_embeddings": 131_072,
    }
    context = 131_072
    theirs = cache.in_bytes(48 * 2 * 16 * (3840 // 16) * context, "q8_0")
    ours = cache.total(describe(config), context, "q8_0")
    assert ours == cache.in_bytes(40 * 4096 * 1024 + 8 * 1024 * context, "q8_0")
    assert theirs / ours == pytest.approx(40, rel=0.05)


def test_ollama_forgot_the_type_of_the_cache(model):
    """https://github.com/ollama/ollama/pull/17201 and #10128: a quantized cache is ignored.

    What it is worth: https://github.com/ollama/ollama/pull/6276, "llama3.1 8b with a 32K context
    drops vRAM usage by cache from 4GB to 1.1GB" with q4_0.
    """
    llama = model("llama-3.1-8b")
    assert cache.total(llama, 32_768, "bf16") == 4 * GIB
    assert cache.total(llama, 32_768, "q8_0") == 2.125 * GIB
    assert cache.total(llama, 32_768, "q4_0") == 1.125 * GIB


def test_ods_took_the_cache_from_the_number_of_parameters(model):
    """https://github.com/Osmantic/ODS/issues/3324: min(max(0.12 B, 0.35), 3.5) GB for 32K.

    The mend, https://github.com/Osmantic/ODS/pull/3375: 36 layers with 8 key/value heads are
    "4.5 GiB at 32K and 36 GiB at 256K". Qwen3 8B has that shape.
    """
    qwen = model("qwen3-8b")
    theirs = min(max(parameters.total(qwen) / 1e9 * 0.12, 0.35), 3.5)
    assert theirs < 1
    assert cache.total(qwen, 32_768) == 4.5 * GIB
    assert cache.total(qwen, 262_144) == 36 * GIB
    # and in the other direction: at most 3.5 GB, where 70 billion parameters need 10.7
    large = model("llama-3.1-70b")
    assert min(parameters.total(large) / 1e9 * 0.12, 3.5) == 3.5
    assert cache.total(large, 32_768) == 10 * GIB


def test_gguf_parser_counted_a_latent_as_full_keys_and_values(model):
    """https://github.com/gpustack/gguf-parser-go/issues/8: 697.66 GiB with 65,536 tokens of cache.

    With one token it was 376.57. Full keys and values are most of the difference (buffers are the
    rest), and were what llama.cpp kept then. With latents llama.cpp printed, for 32,768 tokens,
    "KV self size = 2196.00 MiB": https://github.com/ggml-org/llama.cpp/pull/11446
    """
    deepseek = model("deepseek-v3")
    assert cache.total(deepseek, 32_768) == 2196 * MIB
    full = cache.total_expanded(deepseek, 65_536) / GIB
    assert full == 305
    assert 0.94 < full / (697.66 - 376.57) < 1
    assert cache.total(deepseek, 65_536) / GIB == pytest.approx(4.29, abs=0.005)


def test_gpustack_gave_gemma_3_no_windows(model):
    """https://github.com/gpustack/gpustack/issues/2101: Gemma 3 27B far too large.

    The right value at its whole context, https://github.com/unslothai/unsloth/pull/4757: 10.41
    (GiB), where heads * (width // heads) in all layers gives 81.38.
    """
    gemma = model("gemma-3-27b")
    context = gemma["context"]
    guessed_head = 5376 // 32
    theirs = 2 * 16 * guessed_head * 62 * context * 2
    assert round(theirs / GIB, 2) == 81.38
    assert round(cache.total(gemma, context) / GIB, 2) == 10.41
    assert cache.total_without_windows(gemma, context) == 62 * GIB


def test_configiq_divided_where_there_is_no_rate(model):
    """https://github.com/redhat-performance/configiq/issues/112: "different capacity definitions".

    With windows, bytes divided by tokens are no price of a token: the quotient falls with the
    context. "All real, all meaningless as a rate": https://github.com/vllm-project/vllm/issues/51041
    """
    gemma = model("gemma-4-31b")
    before, after = (
        cache.per_token(gemma),
        cache.per_token_when_windows_are_full(gemma),
    )
    assert (before, after) == (880 * KIB, 80 * KIB)
    for context, quotient in ((1024, 880), (8192, 180), (262_144, 83.125)):
        assert cache.total(gemma, context) / context == quotient * KIB
    step = cache.total(gemma, 8193) - cache.total(gemma, 8192)
    assert step == after
    # and the type: a cache of fp8 is half of one of bf16
    assert cache.total(gemma, 8192, "fp8") * 2 == cache.total(gemma, 8192)


def test_llmfit_kept_only_active_experts_in_memory(model):
    """https://github.com/AlexsJones/llmfit/pull/497: "22 GB instead of 390 GB" for DeepSeek-V3."""
    deepseek = model("deepseek-v3")
    bytes_each = 0.58  # theirs, for Q4_K_M
    theirs = parameters.active(deepseek) / 1e9 * bytes_each + 0.5
    right = parameters.total(deepseek) / 1e9 * bytes_each
    assert round(theirs) == 22
    assert round(right, -1) == 390
    assert weights.total(deepseek, "fp8") > 17 * weights.read(deepseek, "fp8")


def test_llm_checker_models_memory_by_active_parameters(model):
    """https://github.com/signerless/llm-checker/issues/27: "using active parameters".

    https://github.com/ollama/ollama/issues/10546: Qwen3 30B-A3B "requires 20+GB to run"; the
    official Q4_K_M file has 18,556,686,912 bytes.
    """
    qwen = model("qwen3-30b-a3b")
    ours = weights.total(qwen, "q4_k_m")
    assert 0 < 18_556_686_912 - ours < 8e6  # the file's tokenizer
    theirs = ours * parameters.active(qwen) / parameters.total(qwen)
    assert theirs < 2.1e9


def test_hf_mem_left_the_layers_with_windows_out(model):
    """https://github.com/alvarobartt/hf-mem/issues/60: 36,864 bytes, where vLLM has 73,728."""
    oss = model("gpt-oss-120b")
    assert cache.per_token(oss) == 73_728
    assert cache.per_token_when_windows_are_full(oss) == 36_864
    assert int(5.38 * GIB / cache.per_token(oss)) == pytest.approx(78_384, rel=0.001)


def test_unsloth_counted_hybrids_as_if_all_layers_had_keys(model):
    """https://github.com/unslothai/unsloth/pull/4757: wrong and right, in GiB at full context."""
    for name, wrong, right in (
        ("qwen3.5-27b", 53.25, 16.00),
        ("deepseek-v3", 2.08, 10.72),
        ("qwen3-0.6b", 2.19, 4.38),
    ):
        one = model(name)
        kept = cache.total(one, one["context"]) - cache.state(one)
        assert round(kept / GIB, 2) == right != wrong


def test_ollama_gave_gemma_4_full_context_in_every_layer(model):
    """https://github.com/ollama/ollama/pull/16958: right values for Gemma 4 26B A4B, in GB.

    llama.cpp keeps a micro-batch of 512 positions beside each window.
    """
    gemma = model("gemma-4-26b-a4b")
    sliding = sum(
        layer["cached"] for layer in gemma["layers"] if layer["window"] is not None
    )
    beside = cache.in_bytes(512 * sliding, "bf16")
    for context, right in ((4096, 0.40), (8192, 0.48), (32_768, 0.99), (131_072, 3.00)):
        assert round((cache.total(gemma, context) + beside) / 1e9, 2) == right
