"""A large model is saved in shards, and an index says which tensor is in which."""

most = 5  # GB in a shard; knob: 2, 3, 5, 10
d_model, d_kv, d_ff, vocab_size, n_layers = 4096, 1024, 14_336, 128_256, 32
block = {  # numbers in each tensor of a block of Llama 3.1 8B
    "self_attn.q_proj": d_model * d_model,
    "self_attn.k_proj": d_kv * d_model,
    "self_attn.v_proj": d_kv * d_model,
    "self_attn.o_proj": d_model * d_model,
    "mlp.gate_proj": d_ff * d_model,
    "mlp.up_proj": d_ff * d_model,
    "mlp.down_proj": d_model * d_ff,
    "input_layernorm": d_model,
    "post_attention_layernorm": d_model,
}
tensors = {"model.embed_tokens.weight": vocab_size * d_model}
for i in range(n_layers):
    tensors |= {f"model.layers.{i}.{name}.weight": n for name, n in block.items()}
tensors |= {"model.norm.weight": d_model, "lm_head.weight": vocab_size * d_model}
shards = [{}]
for name, numbers in tensors.items():
    if sum(shards[-1].values()) + 2 * numbers > most * 1e9:  # two bytes each in bf16
        shards.append({})
    shards[-1][name] = 2 * numbers
for i, shard in enumerate(shards, start=1):
    file = f"model-{i:05}-of-{len(shards):05}.safetensors"
    print(f"{file}  {len(shard):3} tensors  {sum(shard.values()) / 1e9:.2f} GB")
total = sum(sum(shard.values()) for shard in shards)
print(f'model.safetensors.index.json: {{"metadata": {{"total_size": {total}}},')
print(f' "weight_map": {{..., "lm_head.weight": "{file}"}}}}')
