"""Models by the numbers: what any config.json says about memory, cache, adapters and work.

`python -m glossary.models config.json` prints it. Only the standard library is used, and only plain
functions over numbers, lists and dicts, so that the same arithmetic can run in a page.

    config.py      reads a config.json and says in one line what is wrong with it
    families.py    what each architecture is built of: every tensor, every layer's cache
    parameters.py  counts: in all, by part, active ones of a mixture
    weights.py     bytes of the weights in each number format
    cache.py       bytes of the KV cache
    adapters.py    LoRA: parameters and file size
    training.py    memory of training: full, LoRA, QLoRA; activations as an estimate
    speed.py       FLOPs per token; the ceiling that memory bandwidth sets on tokens per second
    report.py      all of it for one model, as data and as text
    library.py     the models in models/*.json
    __main__.py    the command
"""

from .config import ConfigError, parse
from .families import describe
from .report import report

__all__ = ["ConfigError", "describe", "parse", "report"]
