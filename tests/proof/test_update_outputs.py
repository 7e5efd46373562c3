"""`pytest --update-outputs` writes what scripts print, and nothing that two scripts disagree on."""

import pytest

from tests.support.project import OUTPUT, SCRIPT, SHOWN, WIDGET

# Each starts pytest anew.
pytestmark = pytest.mark.slow

ALL = ("pytest", "-q", "--update-outputs", "docs")


def test_a_changed_script_changes_its_output(project):
    project.edit(SCRIPT, "2 + 2", "2 + 3")
    done = project.run(*ALL)
    assert done.returncode == 0, done.stdout
    assert f"{OUTPUT}: written" in done.stdout
    assert "home/two_and_two_are_four.out" not in done.stdout
    assert project.read(OUTPUT) == "sum: 5\n"
    assert project.run(*ALL).stdout.count("written") == 0


def test_the_output_is_written_as_it_is_printed(project):
    lines = 'print("a ")\nprint()\nprint("\\u2212b", end="")'
    project.write(SCRIPT, f'"""Signs."""\n\n{lines}\n')
    assert project.run(*ALL).returncode == 0
    assert (project.root / OUTPUT).read_bytes() == "a \n\n\u2212b".encode()


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_new_script_gets_an_output(project, workers):
    (project.root / OUTPUT).unlink()
    done = project.run(*ALL, *workers)
    assert done.returncode == 0, done.stdout
    assert f"{OUTPUT}: written" in done.stdout
    assert project.read(OUTPUT) == "sum: 4\n"
    assert project.pytest("docs").returncode == 0


def test_only_what_is_asked_for_is_run_and_written(project):
    for name in ("widget", "home"):
        project.edit(SCRIPT.replace("widget/", f"{name}/"), "2 + 2", "2 + 3")
    project.write("snippets/home/new.py", '"""New."""\n\nprint(1)\n')
    project.edit(
        "docs/index.md", SHOWN.replace("widget", "home"), "<!-- script: home/new -->"
    )
    project.add("docs/index.md", f"\n{SHOWN.replace('widget', 'home')}\n")
    done = project.run("pytest", "-q", "--update-outputs", WIDGET)
    assert done.returncode == 0, done.stdout
    assert project.read(OUTPUT) == "sum: 5\n"
    assert project.read(OUTPUT.replace("widget/", "home/")) == "sum: 4\n"
    assert not (project.root / "snippets/home/new.out").exists()


def test_a_pair_that_disagrees_is_not_written(project):
    (project.root / SCRIPT).unlink()
    for name, number in (("numpy", 4), ("torch", 5)):
        project.write(
            SCRIPT.replace(".py", f"_{name}.py"), f'"""A pair."""\n\nprint({number})\n'
        )
    for _ in ("there is an output", "there is none"):
        done = project.run(*ALL)
        assert done.returncode != 0
        assert f"{OUTPUT}: not written: its scripts print different text" in done.stdout
        if (project.root / OUTPUT).exists():
            assert project.read(OUTPUT) == "sum: 4\n"
            (project.root / OUTPUT).unlink()
    assert not (project.root / OUTPUT).exists()


def test_one_of_a_pair_that_fails_is_told_and_the_other_is_not_taken_for_both(project):
    (project.root / SCRIPT).unlink()
    for name, code in (("numpy", "print(5)"), ("torch", "print(5 / 0)")):
        project.write(
            SCRIPT.replace(".py", f"_{name}.py"), f'"""A pair."""\n\n{code}\n'
        )
    done = project.run(*ALL)
    assert done.returncode != 0
    assert project.read(OUTPUT) == "sum: 4\n"


@pytest.mark.parametrize("there", [True, False])
def test_a_script_that_fails_is_said_and_its_output_stays(project, there):
    project.edit(SCRIPT, "2 + 2", "2 / 0")
    if not there:
        (project.root / OUTPUT).unlink()
    done = project.run(*ALL)
    assert done.returncode != 0
    assert f"{SCRIPT}:3: raises ZeroDivisionError" in done.stdout
    assert (project.root / OUTPUT).exists() is there
    if there:
        assert project.read(OUTPUT) == "sum: 4\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "import warnings; warnings.simplefilter('always'); print(1); warnings.warn('2')",
            "writes to standard error",
        ),
        ("open('x', 'w').close(); print(1)", "leaves files behind"),
        (
            "import random; print(random.random())",
            "which it shares with all other code",
        ),
    ],
)
def test_what_would_fail_later_is_not_written(project, code, message):
    project.write(SCRIPT, f'"""A claim."""\n\n{code}\n')
    done = project.run(*ALL)
    assert done.returncode != 0
    assert message in done.stdout
    assert project.read(OUTPUT) == "sum: 4\n"


def test_a_problem_elsewhere_leaves_no_output_that_nothing_printed(project):
    (project.root / OUTPUT).unlink()
    project.edit(WIDGET, "level: beginner", "level: easy")
    done = project.run(*ALL)
    assert done.returncode != 0
    assert f"{WIDGET}:6: level" in done.stdout + done.stderr
    assert not (project.root / OUTPUT).exists()


def test_an_output_shown_in_a_readme_is_left_to_its_author(project):
    text = '# Read me\n\n```python\nprint("sum:", 2 + 2)\n```\n\n'
    text += "<!--pytest-codeblocks:expected-output-->\n\n```text\nsum: 5\n```\n"
    project.write("README.md", text)
    project.run(*ALL, "README.md")
    assert project.read("README.md") == text
