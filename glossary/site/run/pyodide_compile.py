"""Compiles what every start imports of Python's library, and NumPy: see pyodide_compile.mjs.

As released they are source, which a reader's browser would compile again at every start: three of
its five seconds. The rest of the library stays source, since bytecode is larger to fetch.
"""

import importlib.util
import site
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

LIBRARY = "python_stdlib.zip"
(PACKAGES,) = site.getsitepackages()
# Where each will be in the reader's browser; tracebacks say so.
PLACES = {LIBRARY: "/lib/python314.zip", WHEEL: PACKAGES}  # noqa: F821
run_block = {"__name__": "run_block"}


def imported() -> set[str]:
    """Files of the library that are imported by the time that a script can run."""
    with zipfile.ZipFile(f"/source/{WHEEL}") as archive:  # noqa: F821
        archive.extractall(PACKAGES)
    importlib.invalidate_caches()
    exec(RUN_BLOCK, run_block)  # noqa: F821
    importlib.import_module("numpy")
    importlib.import_module("numpy.random")
    start = PLACES[LIBRARY] + "/"
    files = (getattr(module, "__file__", None) or "" for module in sys.modules.values())
    return {file.removeprefix(start) for file in files if file.startswith(start)}


def compiled(source: str, name: str, place: str) -> bytes:
    """A .pyc that is used without a look at its source."""
    code = compile(source, f"{place}/{name}", "exec", dont_inherit=True)
    digest = importlib.util.source_hash(source.encode())
    return bytes(_code_to_hash_pyc(code, digest, False))


wanted = imported()
for archive, place in PLACES.items():
    with (
        zipfile.ZipFile(f"/source/{archive}") as old,
        zipfile.ZipFile(f"/target/{archive}", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            whole = archive == WHEEL  # noqa: F821
            license_or_so = ".dist-info/" in name
            if whole and not license_or_so and run_block["NOT_NEEDED"].search(name):
                continue
            content = old.read(name)
            if name.endswith(".py") and (whole or name in wanted):
                content = compiled(content.decode(), name, place)
                name += "c"
            # With one time for all, so that the same files give the same archive.
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
