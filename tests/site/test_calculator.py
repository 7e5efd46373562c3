"""The calculators at build: the directive, the form, the arithmetic as JavaScript, the models."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from glossary import ROOT
from glossary.content.content import CALCULATORS
from glossary.content.problems import ProblemsFound
from glossary.models.parameters import PARTS
from glossary.site.calculator.files import FILLED, SCRIPTS, files, with_arithmetic
from glossary.site.calculator.form import FIRST, KINDS, form
from glossary.site.calculator.translate import FOLDER, Unknown, arithmetic
from glossary.site.prepare import before
from tests.support.render import render

ESTIMATE = (("estimate", "estimate"),)


@pytest.fixture
def with_calculator(project):
    """The project with the scripts, one model, and a page with a calculator."""
    shutil.copytree(ROOT / "docs" / SCRIPTS, project.root / "docs" / SCRIPTS)
    model = (ROOT / f"models/{FIRST}.json").read_text("utf-8")
    project.write(f"models/{FIRST}.json", model)
    project.write("docs/some/page.md", "# Page\n\n<!-- calculator: kv-cache -->\n")
    return project


def test_a_page_can_ask_for_each():
    assert list(KINDS) == list(CALCULATORS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "<!-- calculator: nope -->",
            "there is no calculator 'nope': write one of all,",
        ),
        ("<!--calculator: all-->", "write it alone on its line"),
        ("Here: <!-- calculator: all -->", "write it alone on its line"),
        ("<!-- calculators: all -->", "write it alone on its line"),
    ],
)
def test_one_that_is_not_there_is_named_with_its_line(with_calculator, line, said):
    at = with_calculator.add("docs/some/page.md", f"\n{line}\n") + 1
    (problem,) = with_calculator.problems()
    assert problem.startswith(f"docs/some/page.md:{at}: ")
    assert said in problem


def test_a_form_has_its_fields_and_labels(with_calculator):
    page = render(
        with_calculator, "# Page\n\n<!-- calculator: kv-cache -->\n", "some/page.md"
    )
    fields = [one.attributes["name"] for one in page.css("form.calculator [name]")]
    assert fields == ["model", "config", "context", "batch", "cache"]
    for one in page.css("form.calculator :is(select, input)"):
        assert one.parent.tag == "label"
        assert one.parent.text(deep=False).strip()
    assert page.css_first("option[selected]").attributes["value"] == FIRST
    assert page.css_first("option[selected]").text() == "Llama 3.1 8B"
    assert (
        page.css_first(".calculator-more a").attributes["href"] == "../../calculator/"
    )
    assert not page.css("form.calculator a.term")


def test_every_part_of_a_bar_has_a_color_of_its_own():
    css = (ROOT / "docs/assets/stylesheets/glossary.css").read_text("utf-8")
    colors = dict(
        re.findall(r"\.calculator-color-(\d+) \{ background-color: (#\w+)", css)
    )
    assert list(colors) == [str(i) for i in range(len(PARTS))]
    assert len(set(colors.values())) == len(PARTS)


@pytest.mark.parametrize(
    ("uri", "up"),
    [
        ("index.md", ""),
        ("page.md", "../"),
        ("terms/lora.md", "../../"),
        ("a/b/index.md", "../../"),
    ],
)
def test_addresses_are_from_the_page(content, uri, up):
    lines = "\n".join(form("lora", uri, content.models, has_models_page=True))
    assert f'href="{up}calculator/"' in lines
    assert f'href="{up}models/"' in lines
    assert "\n\n" not in lines
    assert 'href="' in lines
    assert "models/" not in "\n".join(
        form("lora", uri, content.models, has_models_page=False)
    )


def test_the_files_are_in_the_tree_where_a_page_needs_them(with_calculator):
    made = with_calculator.before()
    for name in (*FILLED, "models.json"):
        assert f"{SCRIPTS}/{name}" in made.changed
        assert (made.folder / SCRIPTS / name).read_text("utf-8")
    assert "null; // at build" not in (
        made.folder / SCRIPTS / "arithmetic.js"
    ).read_text("utf-8")
    models = json.loads((made.folder / SCRIPTS / "models.json").read_text("utf-8"))
    assert list(models) == [FIRST]
    assert with_calculator.before().changed == set()
    # Another model, and only that file changes beside the page.
    shutil.copy(ROOT / "models/gpt2.json", with_calculator.root / "models")
    changed = with_calculator.before().changed
    assert changed == {"some/page.md", "models/gpt2.md", f"{SCRIPTS}/models.json"}
    with_calculator.write("docs/some/page.md", "# Page\n")
    made = with_calculator.before()
    assert f"{SCRIPTS}/models.json" in made.gone


def test_a_setting_can_be_linked_from_a_page(with_calculator):
    link = "[a setting](some/page.md?context=4096#sources)"
    at = with_calculator.add("docs/index.md", f"\n{link}\n") + 1
    assert with_calculator.problems() == []
    made = with_calculator.before().texts["index.md"]
    assert "(/some/page.md?context=4096#sources)" in made
    with_calculator.edit("docs/index.md", "some/page.md?", "some/none.md?")
    (problem,) = with_calculator.problems()
    assert problem.startswith(f"docs/index.md:{at}: ")


def test_a_model_that_cannot_be_read_is_named(with_calculator):
    with_calculator.write("models/broken.json", '{"name": "Broken"}')
    with pytest.raises(ProblemsFound, match=r"models/broken\.json:1: maker is missing"):
        with_calculator.before()
    assert len(with_calculator.problems()) == 1
    # While the site is served it is shown, and the others can be chosen.
    made = before(with_calculator.root, lenient=True)
    assert "models/broken.json:1" in made.texts["index.md"]
    assert "Llama 3.1 8B" in made.texts["some/page.md"]
    assert "Broken" not in made.texts["some/page.md"]


def test_a_script_that_lost_its_place_is_named(with_calculator):
    with_calculator.write(f"docs/{SCRIPTS}/config.js", "export const x = 1;\n")
    with pytest.raises(ProblemsFound, match=rf"docs/{SCRIPTS}/config\.js:1: the line"):
        with_calculator.before()


def test_a_script_without_a_place_for_the_arithmetic_is_refused():
    with pytest.raises(ValueError, match="is gone"):
        with_arithmetic("const x = 1;", 0)
    made = with_arithmetic("before\nconst { estimate } = null; // at build\nafter", 0)
    assert re.fullmatch(
        r"before\nconst \{ estimate \} = \(.*\);\nafter", made, re.DOTALL
    )


@pytest.fixture
def modules(tmp_path) -> Path:
    """A copy of glossary/models to change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "models"))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("while use: pass", "While"),
        ("use = lambda *a: a", "*args"),
        ("with use: pass", "With"),
        ("use = f'{batch:.2f}'", "{batch:.2f}"),
        ("use = [a for a in use for b in use]", "a comprehension over two"),
        ("use = use.title()", "use.title"),
        ("use = open(use)", "open"),
        ("use = _part(nope=1)", "nope="),
        ("use = context is batch", "Compare"),
        ("use = use and context and batch", "BoolOp"),
        ("use = context << batch", "BinOp"),
        ("use = model[1:9:2]", "Slice"),
        ("del use", "Delete"),
        ("global use", "Global"),
    ],
)
def test_python_that_it_does_not_know_stops_with_the_line(modules, code, what):
    """Rather than a page that computes something else."""
    path = modules / "estimate.py"
    text = path.read_text("utf-8")
    before_it = '    if use == "parameters":\n        counts ='
    assert text.count(before_it) == 1
    line = text[: text.index(before_it)].count("\n") + 1
    path.write_text(text.replace(before_it, f"    {code}\n{before_it}"), "utf-8")
    with pytest.raises(Unknown) as caught:
        arithmetic(ESTIMATE, modules)
    (said,) = map(str, caught.value.problems)
    assert said.startswith(
        f"glossary/models/estimate.py:{line}: {what} has no translation"
    )
    assert "\n" not in said


def test_a_change_of_the_python_is_one_of_the_page(modules):
    first = arithmetic(ESTIMATE, modules)
    assert first == arithmetic(ESTIMATE)
    path = modules / "training.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"optimizer": 12', '"optimizer": 13'), "utf-8")
    assert arithmetic(ESTIMATE, modules) == first.replace(
        "optimizer:12", "optimizer:13"
    )


def test_what_is_left_out_cannot_be_called(modules):
    path = modules / "estimate.py"
    path.write_text(
        path.read_text("utf-8")
        + "\n\ndef more(text):\n    return weights.read(text, 1)\n"
    )
    with pytest.raises(Unknown, match=r"weights\.py:1: read is left out"):
        arithmetic((("estimate", "more"),), modules)


def test_the_sites_own_are_made(content):
    assert set(files(ROOT, content.models)) == {
        f"{SCRIPTS}/{name}" for name in (*FILLED, "models.json")
    }
    kinds = {
        name for page in content.pages.values() for _, name in page.named("calculator")
    }
    assert kinds == set(KINDS)
    made = before(ROOT)
    assert f"{SCRIPTS}/calculator.js" in made.files
