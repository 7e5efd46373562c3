"""How much text a model reads for each parameter has varied ten-thousandfold."""

read = {  # billions of parameters, trillions of training tokens (sources in the table)
    "T5 2019": (11.0, 1.0),
    "GPT-3 2020": (175.0, 0.3),
    "PaLM 2022": (540.0, 0.78),
    "Chinchilla 2022": (70.0, 1.4),
    "LLaMA 2023": (65.2, 1.4),
    "Llama 3.1 2024": (405.0, 15.6),
    "SmolLM2-135M 2024": (0.135, 2.0),
    "DeepSeek-V3 2024": (671.0, 14.8),
}
for name, (parameters, tokens) in read.items():
    print(f"{name:17} {1000 * tokens / parameters:9,.1f} tokens for each parameter")
