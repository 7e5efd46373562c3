"""Running one block as a reader would: alone, in a process and a folder of its own."""

from __future__ import annotations

import atexit
import difflib
import gc
import importlib
import io
import json
import linecache
import multiprocessing
import os
import random
import secrets
import sys
import tempfile
import threading
import traceback
import types
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from multiprocessing import forkserver, resource_tracker
from multiprocessing.forkserver import ForkServer
from pathlib import Path
from typing import Any

try:  # here, so that a server has it: each block would load it anew, which takes 4 ms
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

from glossary.content.surroundings import ATTRIBUTES, NAMES, OF_MODULES
from glossary.proof.blocks import Block
from glossary.proof.landlock import confine

LIMIT = 120  # seconds; a script takes under two
MOST = 64 * 2**20  # bytes of a file, or of an output; a script prints under 10 kB
MANY = 10_000
"""Lines of an output of which it is remembered who printed them."""

DESCRIPTORS = 10_000
"""More than a server has open."""

FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform == "linux"
"""A fork of a process that has imported NumPy and torch starts in milliseconds, a fresh interpreter
in a second. On macOS forks of processes with threads are not safe."""

PRELOADED = {"numpy.random": "numpy", "torch": "torch", "torch._dynamo": "optim"}
"""Modules that a server has imported, and the word of the code that needs each. An optimizer's
first step imports the third, which takes two seconds."""

LIGHT = [name for name in PRELOADED if not name.startswith("torch")]

preloaded = list(PRELOADED)
"""Those of this run: see `will_run`."""

servers: dict[tuple[str, ...], ForkServer] = defaultdict(ForkServer)
"""The servers that were started, by what each has imported."""

LARGE_PAGES = "glossary.proof.in_large_pages"
"""What a server imports last, to fork in a quarter of the time."""

KEY = "_forkserver_authkey"
"""What a server asks of whoever wants a process, from Python 3.14 on."""

NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
NETWORK |= {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
OTHER_PROGRAMS = {
    "os.system",
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.forkpty",
}
CHANGES: dict[str, tuple[int, ...]] = dict.fromkeys(
    ("os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"), (0,)
)
CHANGES |= dict.fromkeys(("os.chmod", "os.truncate", "sqlite3.connect"), (0,))
CHANGES |= {"os.link": (1,), "os.symlink": (1,), "os.rename": (0, 1)}
"""Events of an audit hook by which files change, and which of their arguments are paths."""

PYTHONS = tuple(Path(place).resolve() for place in (sys.prefix, sys.base_prefix))
OF_DATA = {"__main__", "_codecs", "collections", "copyreg", "numpy", "torch"}
"""Modules whose names a pickle of data needs; what it takes from others could be anything."""


class BlockFailed(Exception):
    """A block raised, printed something else, or left something behind."""


@dataclass
class Outcome:
    """What a run left.

    Attributes:
        printed: its standard output, of all its threads, until the process had ended.
        errors: its standard error.
        lines: for each printed line the line of the code that printed it, 0 where it is not known.
        failure: what stopped it; empty if nothing did.
        at: the line of the code where that was.
        left: names of the files that it left.
    """

    printed: str = ""
    errors: str = ""
    lines: list[int] = field(default_factory=list)
    failure: str = ""
    at: int = 0
    left: list[str] = field(default_factory=list)


def run_block(block: Block, root: Path) -> None:
    """Run a block and compare what it prints with the output that its page shows.

    Raises:
        BlockFailed: naming the page, the script, the line in it, and the difference.
    """
    outcome = run_well(block, root)
    got, expected = outcome.printed.rstrip("\n"), block.output.rstrip("\n")
    if got != expected:
        raise BlockFailed(difference(block, expected, got, outcome.lines))


def run_well(block: Block, root: Path) -> Outcome:
    """Run a block that must come to its end, warn of nothing and leave nothing behind.

    Raises:
        BlockFailed: naming the page, the script, the line in it, and what it did.
    """
    # Code written in the page has the page's lines.
    before = "" if block.script else "\n" * block.line
    outcome = run(before + block.code, str(root / (block.script or block.page)))
    name = block.script or block.page
    if outcome.failure:
        at = f"{name}:{outcome.at}: " if outcome.at else f"{name}: "
        raise BlockFailed(f"{where(block)}\n{at}{outcome.failure}")
    if outcome.errors.strip():
        text = outcome.errors[-2000:]
        raise BlockFailed(f"{where(block)}\n{name}: writes to standard error:\n{text}")
    if outcome.left:
        files = ", ".join(outcome.left)
        raise BlockFailed(f"{where(block)}\n{name}: leaves files behind: {files}")
    return outcome


def run(code: str, filename: str) -> Outcome:
    """Run code in a process of its own, in an empty folder.

    What it changes (modules, generators, default types, files) is gone with the process. Its output
    is what arrived at the file descriptors until that process ended: of threads and atexit too.
    """
    with tempfile.TemporaryDirectory() as place:
        folder, temporary = Path(place, "empty"), Path(place, "temporary")
        folder.mkdir()
        temporary.mkdir()
        key = secrets.token_hex()
        process = started(code, filename, place, key)
        process.join(LIMIT)
        if process.exitcode is None:
            process.kill()
            process.join()
        outcome = Outcome(
            printed=text_of(Path(place, "stdout")),
            errors=text_of(Path(place, "stderr")),
            left=sorted(path.name for path in folder.iterdir()),
        )
        told = told_in(Path(place, "told.json"), key)
        outcome.failure, outcome.at = told.get("failure", ""), told.get("at", 0)
        outcome.lines = told.get("lines", [])
        if process.exitcode and not outcome.failure:
            outcome.failure = f"ended its process with {process.exitcode} after {LIMIT} s at most"
        elif not told:
            outcome.failure = "ended its process before its last line"
        return outcome


def told_in(path: Path, key: str) -> dict[str, Any]:
    """What `child` has told of a run; nothing where another wrote it, who does not know the key."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return told if told.pop("key") == key else {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def started(code: str, filename: str, place: str, key: str) -> Any:
    """The process of a block: forked by a server, and a fresh interpreter where there is none.

    A server has imported what scripts do, and holds nothing else: a fork of a test run, whose heap
    is large, takes five times as long. There are two, for a fork of one that has torch takes five
    times as long as one that has NumPy.
    """
    context: Any = multiprocessing.get_context("forkserver" if FORKS else "spawn")
    process = context.Process(target=child, args=(code, filename, place, key))
    if not FORKS:
        process.start()
        return process
    server = server_for(preloaded if "torch" in code else LIGHT)
    # The library has one server, and asks it by this name.
    ask_the_only = forkserver.connect_to_new_process
    forkserver.connect_to_new_process = server.connect_to_new_process
    try:
        process.start()
    except (ConnectionError, FileNotFoundError):
        if not isinstance(server, ServerOfAnother):
            raise
        servers.pop(next(needs for needs, one in servers.items() if one is server))
        return started(code, filename, place, key)  # by one of our own: that one has ended
    finally:
        forkserver.connect_to_new_process = ask_the_only
    return process


def server_for(needs: Iterable[str]) -> ForkServer:
    """The server that has imported some of these modules: those of this run."""
    needs = [name for name in preloaded if name in needs]
    server = servers[tuple(needs)]
    server.set_forkserver_preload([*needs, __name__, LARGE_PAGES])
    return server


def start_servers() -> str:
    """Start the servers now, for this process and others; they import while it goes on.

    Returns:
        What `join_servers` has to be told there; nothing where there are no servers.
    """
    if not FORKS:
        return ""
    told = []
    for needs in (LIGHT, preloaded):
        server = server_for(needs)
        server.ensure_running()
        address = vars(server)["_forkserver_address"]
        told.append([needs, address, vars(server).get(KEY, b"").hex()])
    return json.dumps(told)


def join_servers(told: str) -> None:
    """Let the servers that another process of this run has started run the blocks of this one."""
    for needs, address, key in json.loads(told):
        servers[tuple(needs)] = ServerOfAnother(address, bytes.fromhex(key))


class ServerOfAnother(ForkServer):
    """A server that another process has started, and will end."""

    def __init__(self, address: str, key: bytes):
        super().__init__()
        alive = os.open(os.devnull, os.O_RDONLY)  # the other's end is what keeps it
        vars(self).update(_forkserver_address=address, _forkserver_alive_fd=alive)
        if key:
            vars(self)[KEY] = key

    def ensure_running(self) -> None:
        """It runs; what hears of lost memory is this process's own."""
        resource_tracker.ensure_running()


def will_run(codes: Iterable[str]) -> None:
    """Tell the servers, before their first block, all code that it will be given: what none of it
    needs they do not import, which is seconds for a page without torch."""
    codes = list(codes)
    preloaded[:] = [name for name, word in PRELOADED.items() if any(word in one for one in codes)]


def text_of(path: Path) -> str:
    """What a stream wrote, with the line ends of every system."""
    data = path.read_bytes() if path.exists() else b""
    return data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def child(code: str, filename: str, place: str, key: str) -> None:
    """In the new process: run the code, write what is to be told of it."""
    atexit._clear()  # what the tests have registered is theirs
    filename = Path(filename).name  # as a copy has it, which warnings and errors name
    if FORKS:
        os.closerange(3, DESCRIPTORS)  # pipes of the server, which the code could break
        vars(resource_tracker._resource_tracker)["_fd"] = None  # it has none, and starts none
    for number, name in ((1, "stdout"), (2, "stderr")):
        to = os.open(Path(place, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(to, number)
        os.close(to)
    os.chdir(Path(place, "empty"))
    tempfile.tempdir = str(Path(place, "temporary"))
    sys.dont_write_bytecode = True  # an import would keep it beside the module
    # pytest's own hooks would keep for themselves what a reader sees.
    threading.excepthook = threading.__excepthook__
    sys.excepthook, sys.unraisablehook = sys.__excepthook__, sys.__unraisablehook__
    out = Recorder(filename)
    errors = io.TextIOWrapper(
        io.FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True
    )
    for name, stream in (("stdout", out), ("stderr", errors)):
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = [filename]
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    told: dict[str, Any] = {"key": key}
    limit_files()
    for module in ("numpy", "torch"):  # they look around at their import
        if module in code:
            __import__(module)
    generators = shaken_generators()
    # Later only the script's own folders can be written to, by us too.
    answer = io.TextIOWrapper(io.FileIO(Path(place, "told.json"), "w"), encoding="utf-8")
    watch = Watch(tempfile.tempdir, str(Path(place, "empty")), ours=answer.fileno())
    sys.addaudithook(watch)
    watch.follow()
    PRELOADED_HERE.hide()
    warn_as_python_does()
    confine(Path(place, "empty"), Path(place, "temporary"))
    gc.freeze()  # what was there before is not searched at the end
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    vars(main).update(__annotations__={}, __cached__=None, __file__=filename)
    try:
        # This file's own `from __future__` is not the script's.
        exec(compile(code, filename, "exec", dont_inherit=True), vars(main))
        used = [what for what, state, now in generators if now() != state]
        if used:
            told["failure"] = (
                f"uses {', '.join(used)}, which it shares with all other code: "
                "give it a generator of its own"
            )
        join_threads()
        atexit._run_exitfuncs()
        # Objects may print when they go. As at an interpreter's end: first the module, whose names
        # they still find.
        del main, sys.modules["__main__"]
        gc.collect()
    except BaseException as error:
        told["failure"], told["at"] = described(error, filename)
    watch.on = False
    if watch.refused and "failure" not in told:
        told["failure"] = watch.refused
    told["lines"] = out.lines
    with answer:
        answer.write(json.dumps(told))


class Preloaded(MetaPathFinder, Loader):
    """Modules that a server has imported for the first step of an optimizer: a script that has not
    made one does not have them, as in a fresh interpreter. Whatever imports one brings all back.

    It is made by the server: each object that a fork touches is copied, and these are many.
    """

    def __init__(self) -> None:
        names = list(sys.modules)  # in the order in which their import ended
        first = names.index("torch") if "torch" in sys.modules else len(names)
        self.modules = {
            name: sys.modules[name] for name in names[first:] if name.startswith("torch.")
        }
        split = ((*name.rpartition("."), module) for name, module in self.modules.items())
        self.places = [
            (sys.modules[of], name, module)
            for of, _, name, module in split
            if of in sys.modules and of not in self.modules
        ]
        """Those of a package that was there before them, with their names in it."""

        self.spec: ModuleSpec | None = None

    def hide(self) -> None:
        """Take them away, and wait for whoever asks."""
        for name in self.modules:
            del sys.modules[name]
        for owner, name, module in self.places:
            if vars(owner).get(name) is module:
                delattr(owner, name)
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        """Of the first that is asked for; all others are there already when it is handed out."""
        if fullname not in self.modules:
            return None
        sys.meta_path.remove(self)
        for owner, name, module in self.places:
            setattr(owner, name, module)
        self.spec = self.modules[fullname].__spec__
        sys.modules.update(self.modules)
        del sys.modules[fullname]  # or Python would load it anew
        return ModuleSpec(fullname, self)

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        """It is made."""
        return self.modules[spec.name]

    def exec_module(self, module: types.ModuleType) -> None:
        """It has run."""
        module.__spec__ = self.spec


PRELOADED_HERE = Preloaded()
"""Of this process: a server imports this file when it has imported what scripts do."""


def limit_files() -> None:
    """A loop that prints and never ends fails before it has filled the disk, where that can be."""
    if resource:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST))


def warn_as_python_does() -> None:
    """Forget what pytest makes of warnings: errors, which a script could catch as no reader does,
    or records, which nobody sees."""

    warnings.showwarning = warnings._showwarning_orig  # type: ignore[attr-defined]
    warnings.resetwarnings()
    hidden = DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning
    for category in hidden:
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


class Watch:
    """An audit hook that refuses the network, other programs, and writing outside of the folder.

    What code in C writes by itself raises no event. NumPy opens its files by Python; what torch
    opens in C++ is followed, or refused by the kernel where it is Linux (landlock.py). Of other
    libraries a script may import none (content/surroundings.py).
    """

    def __init__(self, *folders: str, ours: int = 2):
        self.folders = tuple(os.path.realpath(folder) for folder in folders)
        self.ours = ours  # the last descriptor that was open before the script
        self.on, self.refused = True, ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in NETWORK:
            self.refuse("asks the network: a script needs none")
        elif event in OTHER_PROGRAMS:
            self.refuse("starts another program: a script stands alone")
        elif event == "open":
            path, mode, flags = arguments
            if isinstance(path, int) and path <= self.ours:
                self.refuse(f"opens descriptor {path}: a script prints, and opens its own files")
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if flags else 0
            if (writes or any(c in (mode or "") for c in "wax+")) and not self.inside(path):
                self.refuse(f"writes to {str(path)[:90]!r}: a script keeps to its folder")
            if self.foreign(path):
                self.refuse(f"reads {str(path)[:90]!r}: a script has no files but its own")
        elif event == "pickle.find_class" and not_of_data(*arguments):
            self.refuse(f"unpickles {'.'.join(arguments)[:90]}: data needs none of it")
        for path in (arguments[number] for number in CHANGES.get(event, ())):
            if not self.inside(path):
                self.refuse(f"changes {str(path)[:90]!r}: a script keeps to its folder")

    def follow(self) -> None:
        """Hear of what raises no event: multiprocessing's new programs, files of torch in C++."""
        with suppress(ImportError):  # Windows has none
            forks = importlib.import_module("_posixsubprocess")
            forks.fork_exec = lambda *_: self("os.exec", ())  # type: ignore[attr-defined]
        if torch := sys.modules.get("torch"):
            for owner, name in (
                (torch._C, "PyTorchFileWriter"),  # torch.save
                (torch._C.ScriptModule, "save"),
                (torch, "from_file"),
                (torch.UntypedStorage, "from_file"),
            ):
                setattr(owner, name, self.heard(getattr(owner, name)))

    def heard(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, of whose paths the hook hears."""

        def tell(*arguments: Any, **named: Any) -> Any:
            for one in (*arguments, *named.values()):
                if isinstance(one, str | bytes | os.PathLike):
                    self("open", (one, "w", 0))
            return function(*arguments, **named)

        return tell

    def inside(self, path: Any) -> bool:
        """Whether a path is in a folder that is the script's; /dev/null and descriptors are."""
        if isinstance(path, int) or path is None or str(path) == os.devnull:
            return True
        place = os.path.realpath(os.fsdecode(path)) + os.sep
        return any(place.startswith(folder + os.sep) for folder in self.folders)

    def foreign(self, path: Any) -> bool:
        """Whether a path is neither the script's nor Python's own: it may tell where it runs."""
        if isinstance(path, int) or path is None or self.inside(path):
            return False
        place = Path(os.path.realpath(os.fsdecode(path)))
        # A traceback shows lines of modules, an import reads what was compiled of them.
        is_module = place.suffix in (".py", ".pyc")
        return not is_module and not any(place.is_relative_to(folder) for folder in PYTHONS)

    def refuse(self, why: str) -> None:
        """Stop the script, and remember it in case that it catches this."""
        self.refused = why
        raise PermissionError(why)


def not_of_data(module: str, name: str) -> bool:
    """Whether a pickle asks for more than numbers, containers and a script's own classes.

    By a dotted name, or one that no script may write, it would reach what no script may.
    """
    if module == "builtins":
        return name in NAMES or name in ("getattr", "open")
    of, *parts = module.split(".")
    may_not = "." in name or not (ATTRIBUTES | NAMES | OF_MODULES).isdisjoint([*parts, name])
    return may_not or of not in OF_DATA


class Recorder(io.TextIOWrapper):
    """Standard output that remembers which line of the code began each printed line."""

    def __init__(self, filename: str):
        raw = io.FileIO(1, "w", closefd=False)
        super().__init__(raw, encoding="utf-8", write_through=True, newline="\n")
        self.filename = filename
        self.lines: list[int] = []
        self._at_start = True

    def write(self, text: str) -> int:
        frame: Any = sys._getframe(1)
        while frame and frame.f_code.co_filename != self.filename:
            frame = frame.f_back
        line = frame.f_lineno if frame else 0
        for piece in text.splitlines(keepends=True):
            if self._at_start and len(self.lines) < MANY:
                self.lines.append(line)
            self._at_start = piece.endswith("\n")
        return super().write(text)


def shaken_generators() -> list[tuple[str, object, Callable[[], object]]]:
    """Seed the global generators differently at each run.

    A script whose output hangs on them would print the same in a fresh interpreter only by luck.
    torch's is used by each new layer, whose weights the script then sets: seeding it is what shows.

    Returns:
        The name of each, its state, and what gives its state now.
    """
    import numpy

    seed = int.from_bytes(os.urandom(4), "little")
    random.seed(seed)
    numpy.random.seed(seed)
    looks: dict[str, Callable[[], object]] = {
        "random's global generator": random.getstate,
        "NumPy's global generator": lambda: state_of(numpy.random.get_state()),
    }
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(seed)  # manual_seed asks for devices, 3 ms
        looks["torch's global seed"] = torch.initial_seed
    return [(what, look(), look) for what, look in looks.items()]


def state_of(state: Any) -> tuple[object, ...]:
    """What NumPy says of its generator, in a form that compares: one of its parts is an array."""
    return tuple(part.tobytes() if hasattr(part, "tobytes") else part for part in state)


def join_threads() -> None:
    """Wait for the threads that an interpreter would wait for at its end."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(LIMIT)


def described(error: BaseException, filename: str) -> tuple[str, int]:
    """The traceback from the block's own first line on, and its last line there."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [i for i, frame in enumerate(frames) if frame.filename == filename]
    line = frames[own[-1]].lineno if own else getattr(error, "lineno", 0)
    text = "".join(
        traceback.StackSummary.from_list(frames[own[0] :] if own else []).format()
        + traceback.format_exception_only(error)
    )
    return f"raises {type(error).__name__}\n\n{text[:20_000]}", line or 0


def where(block: Block) -> str:
    """The page, and the script that it shows there."""
    place = f"{block.page}:{block.line}"
    return f"{place} shows {block.script}" if block.script else place


def difference(block: Block, expected: str, got: str, lines: list[int]) -> str:
    """Expected against got as a diff, with the line of the script that printed it."""
    old, new = expected.split("\n"), got.split("\n")
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    at = next((i for i, (a, b) in pairs if a.rstrip("\r") != b), shorter)
    name = block.script or block.page
    printed_by = lines[at] if at < len(lines) else None
    place = f"{name}:{printed_by}: " if printed_by else f"{name}: "
    told = f"expected ({block.output_file})", f"got ({name})"
    diff = difflib.unified_diff(old, new, *told, lineterm="")
    return (
        f"{where(block)}\n{place}line {at + 1} of the output is not the one shown\n\n"
        + "\n".join(diff)
        + "\n\nIf the new output is right, `make outputs PAGE=...` writes it; review it as code."
    )
