"""How much text a model reads for each parameter has varied ten-thousandfold."""

read = {  # parameters and training tokens, in billions (sources in the table)
    "T5 2019": (11, 1_000),
    "GPT-3 2020": (175, 300),
    "PaLM 2022": (540, 780),
    "Chinchilla 2022": (70, 1_400),
    "LLaMA 2023": (65.2, 1_400),
    "Llama 3.1 2024": (405, 15_600),
    "SmolLM2-135M 2024": (0.135, 2_000),
    "DeepSeek-V3 2024": (671, 14_800),
}
for name, (parameters, tokens) in read.items():
    print(f"{name:17} {tokens / parameters:9,.1f} tokens for each parameter")
