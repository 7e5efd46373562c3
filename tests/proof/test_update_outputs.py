"""`make outputs` writes what scripts print, and nothing that two scripts disagree on."""

from glossary.outputs import main

SCRIPT = "snippets/widget/two_and_two_are_four.py"
OUTPUT = "snippets/widget/two_and_two_are_four.out"


def test_a_changed_script_changes_its_output(project, capsys):
    project.edit(SCRIPT, "2 + 2", "2 + 3")
    assert main(project.root) == 0
    assert (project.root / OUTPUT).read_text("utf-8") == "sum: 5\n"
    assert f"{OUTPUT}: changed" in capsys.readouterr().out


def test_a_new_script_gets_an_output(project, capsys):
    (project.root / OUTPUT).unlink()
    assert main(project.root) == 0
    assert (project.root / OUTPUT).read_text("utf-8") == "sum: 4\n"
    assert f"{OUTPUT}: new" in capsys.readouterr().out


def test_a_pair_that_disagrees_is_not_written(project, capsys):
    for name, number in (("numpy", 4), ("torch", 5)):
        project.write(f"snippets/widget/pair_{name}.py", f"print({number})\n")
    assert main(project.root) == 1
    assert not (project.root / "snippets/widget/pair.out").exists()
    said = capsys.readouterr().out
    assert "pair.out: not written: pair_numpy.py, pair_torch.py print different" in said


def test_a_script_that_fails_is_said(project, capsys):
    project.edit(SCRIPT, "2 + 2", "2 / 0")
    assert main(project.root) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert (project.root / OUTPUT).read_text("utf-8") == "sum: 4\n"
