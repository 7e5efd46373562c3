"""The Node that comes with Playwright: no test of JavaScript needs another."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import playwright

NODE = next((Path(playwright.__file__).parent / "driver").glob("node*"))


def in_node(script: Path, *arguments: object, given: object) -> Any:
    """What a script prints as JSON, which gets something as JSON on its standard input."""
    done = subprocess.run(
        [NODE, "--no-warnings", script, *map(str, arguments)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,  # none takes seconds: what never ends shall not hold up the others
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
