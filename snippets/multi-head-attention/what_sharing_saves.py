"""Sharing keys and values shrinks two matrices of four, and what each token leaves."""

for name, d_model, n_heads, n_kv_heads, d_head in (
    ("GPT-2 small", 768, 12, 12, 64),
    ("SmolLM2-135M", 576, 9, 3, 64),
    ("Llama-2-70B", 8192, 64, 8, 128),
):
    query_and_output = 2 * d_model * n_heads * d_head
    key_and_value = 2 * d_model * n_kv_heads * d_head
    print(
        f"{name:12}  query, output {query_and_output:11,}"
        f"  key, value {key_and_value:10,}"
        f"  kept for a token {2 * n_kv_heads * d_head:5,}"
    )
