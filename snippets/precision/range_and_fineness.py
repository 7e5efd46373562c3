"""bf16 reaches as far as fp32 and is coarser than fp16, which ends earlier."""

import torch

kinds = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
for name, kind in kinds.items():
    info = torch.finfo(kind)
    print(f"{name}: {info.bits} bits, largest {info.max:.6g},", end=" ")
    print(f"least normal {info.tiny:.1e}, gap after 1 {info.eps:.2e}")

for number in (70_000, 1e-8, 0.999, 257):
    become = [torch.tensor(number, dtype=kind).item() for kind in kinds.values()]
    print(f"{number:6} becomes", ", ".join(f"{value:.4g}" for value in become))
