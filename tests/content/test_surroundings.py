"""Scripts that look where they run are refused: they may print another thing when copied."""

import ast

import pytest

from glossary.content.surroundings import looks
from tests.support.project import SCRIPT

LOOK = {
    "pytest among the modules": 'import sys\n"pytest" in sys.modules or print("a false line")',
    "the test's name": 'import os\nprint("PYTEST_CURRENT_TEST" in os.environ)',
    "by getenv": "from os import getenv\nprint(getenv('PATH'))",
    "its file": "print(__file__)",
    "its file among all names": "print('__file__' in globals())",
    "its file as a text": "print('__file__' in dir())",
    "a module's file": "import torch\nprint(torch.__file__)",
    "frame depth": "import sys\nprint(sys._getframe(3))",
    "frame depth by inspect": "import inspect\nprint(len(inspect.stack()))",
    "frame depth by an error": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
        "    print(error.__traceback__.tb_frame.f_back)"
    ),
    "frame depth by traceback": "import traceback\nprint(len(traceback.extract_stack()))",
    "a terminal": "import sys\nprint(sys.stdout.isatty())",
    "a terminal by os": "import os\nprint(os.isatty(1))",
    "a terminal from where a text is printed": "import io\nio.open(1, 'w').isatty()",
    "cwd": "import os\nprint(os.getcwd())",
    "cwd by pathlib": "from pathlib import Path\nprint(Path.cwd())",
    "argv": "import sys\nprint(sys.argv)",
    "argv by name": "from sys import argv\nprint(argv)",
    "threads": "import torch\nprint(torch.get_num_threads())",
    "threads in a text": "import torch\nprint(torch.__config__.parallel_info())",
    "OMP_NUM_THREADS": 'import os\nprint(os.environ.get("OMP_NUM_THREADS"))',
    "the year": "import datetime\nprint(datetime.date.today().year)",
    "the year by name": "from datetime import date\nprint(date.today().year)",
    "the clock": "import time\nprint(time.time())",
    "the clock by NumPy": "import numpy as np\nprint(np.datetime64('now'))",
    "the machine": "import platform\nprint(platform.node())",
    "in a function": "def f():\n    import os\n    return os.environ",
    "in a branch": "if True:\n    try:\n        pass\n    finally:\n        import sys",
    "behind a semicolon": "x = 1; import sys",
    "by another name": "import sys as s\nprint(s.modules)",
    "beside what it may": "import math, os",
    "a module of a module": "import os.path",
    "from its own folder": "from . import helper",
    "through torch": "import torch\nprint(torch.os.environ)",
    "through warnings": "import warnings as w\nprint('pytest' in w.sys.modules)",
    "through random": "from random import _os as o\nprint(o.getpid())",
    "a module in a module by name": "from random import _os as o",
    "by a text": "import torch\nprint(getattr(torch, 'o' + 's'))",
    "by a text of another name": "import torch as t\nprint(getattr(t.random, 's' + 'ys'))",
    "by __import__": "print(__import__('os').environ)",
    "by what is built in": "print(__builtins__.__dict__)",
    "by eval": "print(eval('1'))",
    "by exec": "exec('import os')",
    "by a class": "print(().__class__.__base__.__subclasses__())",
    "by a function": "def f(): pass\nprint(f.__globals__)",
    "by importlib": "import importlib\nimportlib.import_module('os')",
    "in letters that Python reads alike": "import ｓｙｓ\nprint(ｓｙｓ.ｍodules)",
    "an attribute in such letters": "import torch\nprint(torch.ｏs)",
    "a module's names": "import torch\nprint('pytest' in vars(torch)['sys'].modules)",
    "all names": "print(len(dir()))",
    "a module as a mapping": "import torch\nprint(torch.__dict__['sys'].modules)",
    "by operator": "import operator, torch\nprint(operator.attrgetter('sys.argv')(torch))",
    "by a method's name": "from operator import methodcaller\nprint(methodcaller('x'))",
    "by the method itself": "import torch\nprint(torch.__getattribute__('sys').modules)",
    "by a function of a module": (
        "import torch\nprint((lambda m: getattr(m, 'sys'))(torch).modules)"
    ),
    "by a name that is made": "def f(m): return getattr(m, 's' + 'ys')",
    "by getattr of another name": "import torch\ng = getattr\nprint(g(torch, 'sys').modules)",
    "by a pattern": "import torch\nmatch torch:\n    case object(sys=s): print(s.modules)",
    "by a text's fields": "import torch\nprint('{0.sys.argv}'.format(torch))",
    "by all names of a module": (
        "from torch._jit_internal import *\nprint('pytest' in sys.modules)"
    ),
    "by a coroutine": "async def f(): pass\nprint(f().cr_frame)",
    "a GPU": "import torch\nprint('cuda' if torch.cuda.is_available() else 'cpu')",
    "a GPU of another maker": "import torch\nprint(torch.backends.mps.is_available())",
    "GPUs counted": "import torch\nprint(torch.cuda.device_count())",
    "any GPU": "import torch\nprint(torch.accelerator.current_accelerator())",
    "where tensors are made": "import torch\nprint(torch.get_default_device())",
    "instructions": "import torch\nprint(torch.backends.cpu.get_cpu_capability())",
    "how NumPy was built": "import numpy as np\nnp.show_config()",
    "the clock by gzip": "import gzip\nprint(gzip.time.localtime().tm_year)",
    "the clock from gzip": "from gzip import time\nprint(time.time())",
    "the clock by NumPy's type": "import numpy as np\nprint(np.array('now', 'M8[s]'))",
    "the clock by its long name": "import numpy as np\nprint(np.array('now', 'datetime64[s]'))",
    "by what is built in, from a function": "print(len.__self__.open)",
    "an import by it": "m = print.__self__.__import__('sys').modules\nprint('pytest' in m)",
    "threads of a module": "import torch\nprint(torch.threading.active_count())",
    "C by NumPy": "import numpy as np\nprint(np.ctypeslib.ctypes)",
    "its file by its code": "print((lambda: 0).__code__.co_filename)",
    "an annotation in quotes": (
        "import functools\n@functools.singledispatch\n"
        "def f(x: \"__import__('sys').modules\"): ..."
    ),
    "an annotation of what is returned": "def f() -> \"list[__import__('sys')]\": ...",
    "annotations that are set": "def f(): ...\nf.__annotations__['x'] = 'print(4)'",
    "annotations evaluated": "import typing\ndef f(x: int): ...\nprint(typing.get_type_hints(f))",
    "who shows warnings": "import warnings\nprint(warnings.showwarning.__qualname__)",
    "which warnings are hidden": "import warnings\nprint(len(warnings.filters))",
    "a warning of a line above": "import warnings\nwarnings.warn('x', stacklevel=2)",
    "the same by place": "from warnings import warn\nwarn('x', UserWarning, 2)",
    "how it was started": "try:\n    __cached__\nexcept NameError:\n    print('a test')",
    "code as a text": "import numpy as np\nnp.testing.runstring('import sys', {})",
    "code as a text, imported": "from numpy.testing import runstring",
    "code that is timed": "import torch\ntorch.utils.benchmark.Timer('import sys').timeit(1)",
    "code that is timed, imported": "from torch.utils.benchmark import Timer",
    "a module of a module imported": "import torch.distributed as d",
    "another program": "import torch\ntorch.multiprocessing.get_context('spawn')",
    "code in a file": "import torch\ntorch.hub.load('.', 'x', source='local')",
    "a GPU by trying": "import torch\ntry:\n    torch.ones(2).cuda()\nexcept RuntimeError: ...",
    "a GPU by its text": "import torch\ntorch.ones(2).to('cuda:0')",
    "for which GPU it was built": "import torch\nprint(torch.version.cuda)",
    "where NumPy is": "import numpy as np\nprint(np.get_include())",
    "the frame of a generator": "def f():\n    yield 1\nprint(f().gi_frame)",
    "the folder of a package": "import torch\nprint(torch.__path__)",
    "what the processor can": "import numpy as np\nprint(np._core.umath.__cpu_features__)",
    "files by zipfile's shutil": "import gzip\nprint(gzip.shutil)",
    "the network": "import random\nprint(random.socket)",
    "where files are made": "import torch\nprint(torch.tempfile)",
    "how it logs": "import logging\nprint(logging.root.handlers)",
    "who else runs": "import asyncio\nprint(asyncio.all_tasks())",
    "how many may run": "import concurrent.futures",
    "the process": "print(open('/proc/self/cmdline').read())",
}  # fmt: skip


@pytest.mark.parametrize("name", LOOK)
def test_a_script_that_looks_where_it_runs_is_refused(name):
    found = list(looks(ast.parse(LOOK[name])))
    assert found, name
    assert all("a script prints the same wherever it runs" in text for _, text in found)


def test_it_is_told_with_file_and_line_and_mend(project):
    project.write(SCRIPT, f'"""A claim."""\n\n{LOOK["pytest among the modules"]}\n')
    assert project.problems() == [
        f"{SCRIPT}:3: imports 'sys': a script prints the same wherever it runs, so it does not "
        "look there; what it may import is in glossary/content/surroundings.py"
    ]


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nprint(np.linalg.norm([3.0, 4.0]))",
        "import torch\nfrom torch import nn\nfrom torch.nn import functional as F",
        "import torch\nprint(len(list(torch.nn.Linear(2, 2).modules())))",
        "time = 4\nos, sys = 1, 2\nprint(time, os, sys)",
        "class Step:\n    time = 4\n\nprint(Step().time, Step.time)",
        "print('os', 'sys', 'eval', 'os.environ')",
        "model = [1]\nprint(getattr(model, 'append'))",
        "from collections import Counter\nimport json, io, re, math, copy, pickle",
        "import torch\nmodel = torch.nn.Linear(2, 2).eval()",
        "from torch.utils.data import DataLoader",
        "class A:\n    def __init__(self):\n        super().__init__()",
    ],
)
def test_what_computes_is_not(code):
    assert list(looks(ast.parse(code))) == []


CHANGE = [
    "import fractions\nfractions.Fraction.__str__ = lambda self: '42'",
    "from fractions import Fraction\nFraction.__str__ = str",
    "import numpy as np\nnp.pi = 3",
    "import numpy as np\nnp.core.x, y = 1, 2",
    "import torch.nn.functional as F\nF.relu += 1",
    "import math\ndel math.pi",
    "import json\njson.encoder['x'] = 1",
    "import math\nsetattr(math, 'pi', 3)",
    "import math\nfor math.pi in range(3):\n    pass",
    "import numpy as np; linalg = np.linalg\nlinalg.norm = len",
    "import numpy as np; (m := np.linalg)\nm.norm = len",
    "import numpy as np; n = np; m = n.linalg\nm.norm = len",
    "import numpy as np\ndef f(x, m): m.norm = len\nf(1, np.linalg)",
    "import numpy as np\ndef f(m): setattr(m, 'norm', len)\nf(m=np.linalg)",
    "import numpy as np\nobject.__setattr__(np.linalg, 'norm', len)",
    "import numpy as np\ntype(np).__setattr__(np, 'pi', 3)",
]


@pytest.mark.parametrize("code", CHANGE)
def test_a_script_that_changes_a_module_is_refused(code):
    ((line, text),) = looks(ast.parse(code))
    assert line == 2
    assert text.startswith("changes ")
    assert "the next script of the page would find it so" in text


def test_what_a_script_has_made_it_may_change():
    code = "import torch\nlayer = torch.nn.Linear(2, 2)\nlayer.bias = None\nx = {}\nx['y'] = 1"
    assert list(looks(ast.parse(code))) == []


@pytest.mark.parametrize(
    "code",
    [
        "max = 3",
        "for input in range(3): print(input)",
        "from math import pow",
        "import numpy as sum",
        "def round(x): return x",
        "class set: pass",
        "a, (len, b) = 1, (2, 3)",
        "with open('x') as file, open('y') as id: pass",
        "async def sum(): pass",
        "if True: print(def_ := 1)\nelse:\n    def max(x): return x",
        "def f():\n    global max\n    def max(x): return x",
        "try: pass\nexcept ValueError as id: pass",
        "match 4:\n    case id: pass",
        "match [4]:\n    case [*list]: pass",
        "match {}:\n    case {**dict}: pass",
    ],
)
def test_what_hides_pythons_own_is_refused(code):
    """The scripts of a page are cells of one notebook, and run there in any order."""
    ((line, text),) = looks(ast.parse(code))
    assert line in (1, 2, 3)
    assert "Python's own is gone for the next script of the notebook" in text


@pytest.mark.parametrize(
    "code",
    [
        "def f(input): return input",
        "x.max = 3",
        "class A:\n    def sum(self): pass",
        "f(id=3)",
    ],
)
def test_names_in_a_place_of_their_own_are_no_matter(code):
    assert list(looks(ast.parse(code))) == []
