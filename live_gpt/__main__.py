"""python -m live_gpt: train anew what the page loads, two minutes on one core."""

import torch

from glossary import ROOT
from live_gpt.train import main

torch.set_num_threads(1)
main(ROOT)
