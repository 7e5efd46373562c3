"""The mutation command: it changes what it should, and sees a script that shows nothing."""

import pytest

from glossary.content.claims import scripts_named
from tools import mutate
from tools.mutate import mutants_of, noticed, try_script

SCRIPT = '''\
"""Two and two are four."""

import random

generator = random.Random(0)
total = sum([2, 2], start=0) * 1.5
if total > 3 and True:
    print(f"sum: {total:.1f}")
'''


def test_each_kind_of_change_is_made():
    made = {str(mutant) for mutant in mutants_of(SCRIPT)}
    assert {
        "line 6: 2 -> 3",
        "line 6: 1.5 -> 2.25",
        "line 6: sum([2, 2], start=0) * 1.5 -> sum([2, 2], start=0) / 1.5",
        "line 6: sum([2, 2], start=0) -> sum([2, 2])",
        "line 7: total > 3 -> total <= 3",
        "line 7: total > 3 and True -> total > 3 or True",
        "line 7: True -> False",
        "line 6: total = sum([2, 2], start=0) * 1.5 -> (removed)",
        "line 8: print(f'sum: {total:.1f}') -> (removed)",
    } <= made


def test_texts_imports_and_seeds_are_left_alone():
    for mutant in mutants_of(SCRIPT):
        assert "random" not in mutant.before or "(removed)" in mutant.after
        assert mutant.line != 1
        assert ":.1f" in mutant.code or "(removed)" in mutant.after


def test_swapped_arguments():
    assert "line 1: pow(2, 3) -> pow(3, 2)" in {
        str(mutant) for mutant in mutants_of("print(pow(2, 3))")
    }


@pytest.mark.parametrize(
    ("call", "is_tried"),
    [
        ("min(a, b)", False),
        ("np.maximum(a, b)", False),
        ("torch.equal(a, b)", False),
        ("F.mse_loss(a, b)", False),
        ("np.max(a, b)", True),
        ("torch.where(a, b)", True),
    ],
)
def test_what_may_stand_in_either_order_is_not_swapped(call, is_tried):
    made = {mutant.after for mutant in mutants_of(f"print({call})")}
    assert (call.replace("a, b", "b, a") in made) is is_tried


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("print('same')", False),
        ("print('other')", True),
        ("1 / 0", True),
        ("import sys; print('same'); sys.exit(3)", True),
        ("while True: pass", True),
    ],
)
def test_a_mutant_is_noticed_by_output_failure_or_time(code, seen):
    assert noticed(code, "same\n", 1.0) is seen


def test_a_script_that_shows_nothing_is_weak(project):
    path = project.write(
        "snippets/widget/shows_nothing.py",
        '"""It shows nothing."""\n\ntotal = 2 + 2\nunused = total * 3\nprint("done")\n',
    )
    project.write("snippets/widget/shows_nothing.out", "done\n")
    report = try_script(path, project.root)
    assert report.share < mutate.LIMIT
    assert "line 3: 2 + 2 -> 2 - 2" in {str(m) for m in report.survivors}


def test_a_script_whose_lines_all_count_is_not(project):
    path = project.root / "snippets/widget/two_and_two_are_four.py"
    report = try_script(path, project.root)
    assert report.share == 1.0
    assert report.ran == 4


def test_a_name_that_fits_no_script_is_told(project):
    with pytest.raises(SystemExit, match="no script or folder 'wodget'"):
        scripts_named(["wodget"], project.root)
    (only,) = scripts_named(["snippets/widget/"], project.root)
    assert only.name == "two_and_two_are_four.py"
