"""A mixture of experts is held whole, and a batch reads nearly all of it."""

models = {  # parameters: in all, in the experts; experts in a layer, for a token
    "Llama 3.1 8B": (8_030_261_248, 0, 1, 1),
    "gpt-oss-20b": (20_914_757_184, 19_116_933_120, 32, 4),
    "Qwen3-30B-A3B": (30_532_122_624, 28_991_029_248, 128, 8),
    "DeepSeek-V3": (671_026_404_352, 653_908_770_816, 256, 8),
}
bytes_each = 2  # of a weight, in bf16
print("GB in bf16       held   read for one token   for 8   for 64")
for name, (parameters, in_experts, n_experts, per_token) in models.items():
    print(f"{name:14} {parameters * bytes_each / 1e9:7,.1f}", end="")
    for batch, width in ((1, 20), (8, 7), (64, 8)):
        missed = (1 - per_token / n_experts) ** batch  # chosen as if by lot
        read = parameters - in_experts * missed
        print(f" {read * bytes_each / 1e9:{width},.1f}", end="")
    print()
