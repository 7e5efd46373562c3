"""Two models, seven ways: a hundredth of a percent of the parameters, or 2%."""

rank = 8  # of LoRA, beside layers of (d_in, d_out); knob: 4, 8, 16
GPT2 = {"q, k, v": (768, 2304), "out": (768, 768), "up": (768, 3072)}
GPT2 |= {"down": (3072, 768)}
LLAMA = {"query": (2048, 2048), "key": (2048, 512), "value": (2048, 512)}
LLAMA |= {"out": (2048, 2048), "gate": (2048, 8192), "up": (2048, 8192)}
LLAMA |= {"down": (8192, 2048)}


def ways(layers, n_layers, d_kv, default, factors, biases):
    d_model = layers["out"][1]
    lora = {name: rank * (d_in + d_out) for name, (d_in, d_out) in layers.items()}
    return {
        "prompt, 20 vectors": 20 * d_model,
        "IA3": n_layers * factors,
        "BitFit: all biases": biases,
        f"LoRA {rank}, default layers": n_layers * sum(lora[name] for name in default),
        "prefix, 20 vectors": 20 * n_layers * 2 * d_kv,  # keys and values
        f"LoRA {rank}, all linear": n_layers * sum(lora.values()),
        "adapters of 64": n_layers * 2 * (2 * d_model * 64 + 64 + d_model),
    }


biases = 12 * (3 * 768 + 768 + 3072 + 768 + 2 * 768) + 768  # Llama has none
small = ways(GPT2, 12, 768, ["q, k, v"], 3 * 768 + 3072, biases)
large = ways(LLAMA, 16, 512, ["query", "value"], 512 + 512 + 8192, 0)
print("                           GPT-2 small         Llama 3.2 1B")
for (name, n), m in zip(small.items(), large.values()):
    print(f"{name:24} {n:9,} {n / 124_439_808:6.2%}  {m:10,} {m / 1_235_814_400:6.2%}")
