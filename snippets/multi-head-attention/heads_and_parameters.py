"""What heads cost in weights, with keys of their own and with shared ones."""


def row(name, d_model, n_heads, n_kv_heads, d_head):
    query_and_output = 2 * d_model * n_heads * d_head
    key_and_value = 2 * d_model * n_kv_heads * d_head
    kept = 2 * n_kv_heads * d_head  # in the cache, for a token in a layer
    print(f"{name:16} {d_model:7} {n_heads:7} {n_kv_heads:10} {d_head:6}", end="")
    print(f" {query_and_output:11,} {key_and_value:11,} {kept:6,}")


print("model            d_model n_heads n_kv_heads d_head", end="")
print("   W_q + W_o   W_k + W_v   kept")
row("GPT-2, one head", 768, 1, 1, 768)
row("GPT-2 small", 768, 12, 12, 64)
row("GPT-2, 48 heads", 768, 48, 48, 16)
row("SmolLM2 135M", 576, 9, 3, 64)
row("Llama 3.1 8B", 4096, 32, 8, 128)
row("Qwen3 0.6B", 1024, 16, 8, 128)
row("gpt-oss 20B", 2880, 64, 8, 64)
