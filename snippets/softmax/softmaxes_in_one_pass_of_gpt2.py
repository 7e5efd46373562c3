"""One pass of GPT-2 small over 1,024 tokens takes a softmax of 148,480 rows."""

n_layers, n_heads, vocab_size, context = 12, 12, 50_257, 1_024

rows = n_layers * n_heads * context  # one for each token in each head
print(f"attention: {rows:7,} rows of {context:6,} = {rows * context:11,} scores")
print(f"output:    {context:7,} rows of {vocab_size:,} = {context * vocab_size:11,}")
print(f"together:  {rows + context:7,} rows")
