"""The pytest plugin's own functions; test_page_suite.py has what a run of pytest shows of them."""

import os
import runpy
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_codeblocks.plugin import MarkdownFile

from glossary.content.problems import Problem, ProblemsFound
from glossary.proof import pytest_plugin
from glossary.proof.blocks import Block, NotABlock
from glossary.proof.pytest_plugin import (
    NOT_RUN,
    Page,
    PageBlock,
    Updates,
    pytest_addoption,
    pytest_collect_file,
    pytest_configure,
    pytest_load_initial_conftests,
    pytest_unconfigure,
)
from glossary.proof.running import BlockFailed, Outcome
from glossary.proof.verify import digests_of, write_verified
from tests.support.notebook import edited, notebook
from tests.support.project import OUTPUT, SCRIPT, WIDGET

CACHE = ".cache/prepared"


# What is asked for


@pytest.fixture
def prepared(project, monkeypatch) -> list[Path]:
    """The project is where pytest starts; the roots that were prepared."""
    roots: list[Path] = []
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)

    def before(root: Path) -> SimpleNamespace:
        roots.append(root)
        return SimpleNamespace(content="its content")

    monkeypatch.setattr(pytest_plugin, "before", before)
    monkeypatch.setattr(pytest_plugin, "digest_of", str)
    monkeypatch.setenv(pytest_plugin.RUN, "")
    monkeypatch.setenv(pytest_plugin.MADE, "")
    monkeypatch.setenv(pytest_plugin.SERVERS, "")
    monkeypatch.setattr(pytest_plugin, "start_servers", lambda: "their addresses")
    monkeypatch.setattr(
        pytest_plugin, "write_made", lambda path: path.write_text("made")
    )
    monkeypatch.setattr(tempfile, "tempdir", str(project.root.parent))
    for name in ("tests/test_x.py", f"{CACHE}/index.md", "docs/labs/a-lab.ipynb"):
        project.write(name, "")
    return roots


def begun(
    project, args: list[str], named: list[str], processes: int | None = None
) -> list[str]:
    """The arguments as pytest goes on with them."""
    known = SimpleNamespace(file_or_dir=named, numprocesses=processes)
    config = SimpleNamespace(
        rootpath=project.root, known_args_namespace=known, stash={}
    )
    pytest_load_initial_conftests(config, args)
    return [arg.replace(f"{project.root}{os.sep}", "") for arg in args]


@pytest.mark.parametrize(
    ("asked", "becomes"),
    [
        (WIDGET, f"{CACHE}/terms/widget.md"),
        (f"{WIDGET}::a::b", f"{CACHE}/terms/widget.md::a::b"),
        ("docs", CACHE),
        ("docs/labs/a-lab.ipynb", f"{CACHE}/labs/a-lab.md"),
        (f"{CACHE}/index.md", f"{CACHE}/index.md"),
        (".", "."),
    ],
)
def test_pages_are_prepared_and_stand_for_those_of_docs(
    project, prepared, asked, becomes
):
    assert begun(project, ["-q", asked], [asked]) == ["-q", becomes]
    assert prepared == [project.root]


def test_without_a_name_or_with_one_that_is_nowhere_all_pages_are_prepared(
    project, prepared
):
    assert begun(project, ["-k", "docs"], []) == ["-k", "docs"]
    assert begun(project, ["nowhere.md"], ["nowhere.md"]) == ["nowhere.md"]
    assert len(prepared) == 2


def test_for_other_tests_no_page_is_prepared(project, prepared):
    assert begun(project, ["-k", "docs", "tests"], ["tests"]) == ["-k", "docs", "tests"]
    assert prepared == []
    begun(project, ["tests", WIDGET], ["tests", WIDGET])
    assert prepared == [project.root]


def test_a_worker_prepares_nothing_but_knows_the_pages(project, prepared, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    assert begun(project, [WIDGET], [WIDGET]) == [f"{CACHE}/terms/widget.md"]
    assert prepared == []


def test_workers_begin_with_what_was_made_of_the_files(project, prepared, monkeypatch):
    """And a run that another one has started does not: its code may be a copy's."""
    recalled = []
    monkeypatch.setattr(pytest_plugin, "recall_made", recalled.append)
    monkeypatch.setenv(pytest_plugin.MADE, "of another run")
    begun(project, [WIDGET], [WIDGET])
    assert pytest_plugin.MADE not in os.environ  # it has no workers
    begun(project, [WIDGET], [WIDGET], processes=2)
    made = Path(os.environ[pytest_plugin.MADE])
    assert (recalled, made.read_text()) == ([], "made")
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    begun(project, [WIDGET], [WIDGET])
    assert recalled == [made]
    pytest_unconfigure(SimpleNamespace(stash={pytest_plugin.FILES: made}))
    assert not made.exists()
    pytest_unconfigure(SimpleNamespace(stash={}))


def test_the_servers_of_blocks_start_once_for_all_workers(
    project, prepared, monkeypatch
):
    """For a part of the pages each has those that it needs."""
    joined = []
    monkeypatch.setattr(pytest_plugin, "join_servers", joined.append)
    for named, processes in (([WIDGET], 2), ([], None)):
        monkeypatch.setenv(pytest_plugin.SERVERS, "of another run")
        begun(project, named, named, processes)
        assert pytest_plugin.SERVERS not in os.environ
    begun(project, [], [], processes=2)
    assert joined == []
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    monkeypatch.setenv(pytest_plugin.MADE, "")
    begun(project, [], [])
    assert joined == ["their addresses"]


def test_a_script_without_an_output_gets_one_to_prepare_pages_with(project, prepared):
    (project.root / OUTPUT).unlink()
    begun(project, [WIDGET], [WIDGET])
    assert not (project.root / OUTPUT).exists()
    begun(project, ["--update-outputs", WIDGET], [WIDGET])
    assert (project.root / OUTPUT).read_bytes() == NOT_RUN
    assert project.read(OUTPUT.replace("widget/", "home/")) == "sum: 4\n"


def test_a_problem_is_told_in_place_of_tests_and_leaves_no_such_output(
    project, prepared, monkeypatch
):
    def fails(root: Path) -> None:
        raise ProblemsFound([Problem(WIDGET, 3, "is wrong")])

    (project.root / OUTPUT).unlink()
    monkeypatch.setattr(pytest_plugin, "before", fails)
    with pytest.raises(pytest.UsageError, match=f"{WIDGET}:3: is wrong"):
        begun(project, ["--update-outputs", WIDGET], [WIDGET])
    assert not (project.root / OUTPUT).exists()
    assert project.read(OUTPUT.replace("widget/", "home/")) == "sum: 4\n"


def test_one_thread_is_enough_unless_more_are_asked_for(monkeypatch):
    for given, then in ((None, "1"), ("4", "4")):
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
        if given:
            monkeypatch.setenv("OMP_NUM_THREADS", given)
        runpy.run_path(str(pytest_plugin.__file__))
        assert os.environ["OMP_NUM_THREADS"] == then


def test_the_option_is_known():
    parser = pytest.Parser(_ispytest=True)
    pytest_addoption(parser)
    assert parser.parse([]).update_outputs is False
    assert parser.parse(["--update-outputs"]).update_outputs is True


# Blocks


def block(line: int = 7, script: str | None = SCRIPT) -> Block:
    return Block(WIDGET, "terms/widget.md", line, script, "print(4)", "4\n", OUTPUT)


def item(request, one: Block) -> PageBlock:
    page = Page.from_parent(request.session, path=Path("page.md"))
    made = PageBlock.from_parent(page, name=one.name)
    made.obj = one
    return made


def test_a_page_of_pytest_codeblocks_is_ours(request):
    plain = MarkdownFile.from_parent(request.session, path=Path("page.md"))
    hook = pytest_collect_file(Path("page.md"), request.session)
    next(hook)
    with pytest.raises(StopIteration) as done:
        hook.send([plain, "another"])
    page, other = done.value.value
    assert (type(page), page.path.name, other) == (Page, "page.md", "another")


def test_each_block_has_a_name_and_blocks_of_one_name_their_line(request, monkeypatch):
    one = [block(7), block(9), block(12, None)]
    seen = []
    monkeypatch.setattr(
        pytest_plugin, "blocks_of", lambda *all_: seen.extend(all_) or one
    )
    page = Page.from_parent(request.session, path=Path("page.md"))
    items = list(page.collect())
    name = SCRIPT.removeprefix("snippets/")
    assert [made.name for made in items] == [
        f"{name} (line 7)",
        f"{name} (line 9)",
        one[2].name,
    ]
    assert [made.obj for made in items] == one
    root = request.config.rootpath
    assert seen == [Path("page.md"), root, root / CACHE]
    assert items[1].reportinfo() == (items[1].path, 8, f"{WIDGET} :: {name} (line 9)")


@pytest.mark.parametrize("alone", [True, False])
def test_where_only_blocks_are_run_their_server_hears_what_they_need(
    request, monkeypatch, alone
):
    """A test beside them may run any code."""
    told = []
    monkeypatch.setattr(pytest_plugin, "will_run", told.extend)
    one = block(7)
    items = [item(request, one), *([] if alone else [request.node])]
    pytest_plugin.pytest_collection_finish(SimpleNamespace(items=items))
    assert told == ([one.code] if alone else [])


def test_a_block_is_compared_or_its_output_is_reported(request, monkeypatch):
    ran = []
    monkeypatch.setattr(pytest_plugin, "run_block", lambda *all_: ran.append(all_))
    monkeypatch.setattr(pytest_plugin, "run_well", lambda *_: Outcome("4\n"))
    root = request.config.rootpath
    made = item(request, block())
    monkeypatch.setattr(request.config.option, "update_outputs", False)
    made.runtest()
    assert (ran, made.user_properties) == ([(made.obj, root)], [("verified", SCRIPT)])
    monkeypatch.setattr(request.config.option, "update_outputs", True)
    made.user_properties.clear()
    made.runtest()
    assert made.user_properties == [("output", OUTPUT), ("printed", "4\n")]
    readme = item(request, block(script=None))
    readme.runtest()
    assert (len(ran), readme.user_properties) == (1, [])


def test_what_the_project_says_of_a_block_is_told_without_a_traceback(request):
    made = item(request, block())
    page = made.parent

    def told(by, error: Exception) -> str:
        return str(by.repr_failure(pytest.ExceptionInfo.from_exception(error)))

    def raised(error: Exception) -> Exception:
        try:
            raise error
        except Exception as one:
            return one

    assert told(made, raised(BlockFailed("differs"))) == "differs"
    assert told(page, raised(NotABlock("is none"))) == "is none"
    for by in (made, page):
        said = told(by, raised(ValueError("ours")))
        assert said != "ours"
        assert "ValueError: ours" in said


LAB = "docs/labs/a-lab.ipynb"


@pytest.mark.parametrize("name", [WIDGET, SCRIPT, OUTPUT, LAB])
def test_a_run_knows_what_it_began_with(project, name):
    project.write(LAB, notebook())

    def digest() -> str:
        return pytest_plugin.digest_of(project.before().content)

    first, text = digest(), project.read(name)
    write_verified(project.root, project.load(), {SCRIPT}, digests_of(project.load()))
    assert digest() == first, "another run may end meanwhile"
    executed = notebook(edited(lambda cells: cells[1].update(source="print(.812)")))
    project.write(name, executed if name == LAB else f"{text}# more\n")
    assert digest() != first
    project.write(name, text)
    assert digest() == first


# --update-outputs


def updated(project, *reports: tuple, worker: bool = False, asked: bool = True):
    """What is said at the end of a run with such reports: file, text, whether it passed, when."""
    config = SimpleNamespace(
        rootpath=project.root,
        option=SimpleNamespace(update_outputs=asked),
        stash={},
    )
    if worker:
        config.workerinput = {}
    registered = {}
    config.pluginmanager = SimpleNamespace(
        register=lambda plugin, name: registered.update({name: plugin})
    )
    pytest_configure(config)
    updates = registered["glossary-updates"]
    assert isinstance(updates, Updates)
    for file, text, passed, when in reports:
        said = [("output", file), *([("printed", text)] if passed else [])]
        updates.pytest_runtest_logreport(
            SimpleNamespace(user_properties=said, when=when, passed=passed)
        )
    other = SimpleNamespace(user_properties=[], when="call", passed=True)
    updates.pytest_runtest_logreport(other)
    session = SimpleNamespace(exitstatus=0)
    updates.pytest_sessionfinish(session)
    lines: list[str] = []
    updates.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))
    return lines, session.exitstatus


HOME = OUTPUT.replace("widget/", "home/")


def test_what_was_printed_is_written_where_it_is_new(project):
    reports = [
        (OUTPUT, "s\u2212m: 5\n", True, "call"),
        (HOME, "sum: 4\n", True, "call"),
    ]
    assert updated(project, *reports) == ([f"{OUTPUT}: written"], 0)
    assert (project.root / OUTPUT).read_bytes() == "s\u2212m: 5\n".encode()


def test_two_that_print_the_same_are_one(project):
    reports = [(OUTPUT, "5\n", True, "call"), (OUTPUT, "5\n", True, "call")]
    assert updated(project, *reports) == ([f"{OUTPUT}: written"], 0)


def test_two_that_print_different_text_fail_and_are_not_written(project):
    reports = [(OUTPUT, "5\n", True, "call"), (OUTPUT, "6\n", True, "call")]
    said = f"{OUTPUT}: not written: its scripts print different text"
    assert updated(project, *reports) == ([said], pytest.ExitCode.TESTS_FAILED)
    assert project.read(OUTPUT) == "sum: 4\n"


def test_one_that_failed_is_not_written(project):
    reports = [(OUTPUT, "5\n", True, "call"), (OUTPUT, "", False, "call")]
    said = f"{OUTPUT}: not written: a script of it failed"
    assert updated(project, *reports) == ([said], 0)
    assert project.read(OUTPUT) == "sum: 4\n"


def test_only_the_call_of_a_test_counts_and_workers_write_nothing(project):
    assert updated(project, (OUTPUT, "5\n", True, "setup")) == ([], 0)
    assert updated(project, (OUTPUT, "5\n", True, "call"), worker=True) == ([], 0)
    assert project.read(OUTPUT) == "sum: 4\n"


def test_an_output_that_no_script_has_filled_is_removed_at_the_end(project):
    (project.root / OUTPUT).write_bytes(NOT_RUN)
    updated(project, asked=False)
    assert (project.root / OUTPUT).exists()
    (project.root / HOME).unlink()
    updated(project)
    assert not (project.root / OUTPUT).exists()
