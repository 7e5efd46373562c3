"""The calculators as readers use them: by keyboard alone, on a phone, with bad input, by a link."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from glossary import ROOT
from glossary.models import describe, report, training
from glossary.models.estimate import LIMITS
from glossary.models.report import size
from glossary.site.calculator.form import FIRST, KINDS, TEXTS
from tests.browser.test_accessibility import complaints_of
from tests.support.browser import (
    THEMES,
    Compressing,
    Reader,
    layout_shift,
    quiet,
    with_material,
)
from tests.support.samples import in_turn

PAGE = "calculator/"
FOLDER = "assets/javascripts/calculator"
LIMIT = 10_000  # bytes of JavaScript, compressed
IN_ENTRIES = [kind for kind in KINDS if kind != "all"]
LLAMA = json.loads((ROOT / f"models/{FIRST}.json").read_text("utf-8"))["config"]
BEGINS = (
    "17.13 GB (15.96 GiB) in all. Fits into 24 GiB, with 8.64 GB (8.04 GiB) to spare."
)


def calculator(page: Page):
    """The form, once it has shown something."""
    form = page.locator("article form.calculator")
    form.scroll_into_view_if_needed()
    form.locator(".calculator-parts li").first.wait_for()
    return form


def says(page: Page, text: str | re.Pattern) -> None:
    expect(page.locator("article .calculator-result")).to_have_text(text)


def complains(page: Page, text: str | re.Pattern) -> None:
    expect(page.locator("article .calculator-error")).to_have_text(text)


def to(page: Page, name: str) -> None:
    """Go to a field by Tab alone; where a page is narrow, the theme's closed menu is on the way."""
    for _ in range(200):
        at = page.evaluate(
            "document.activeElement.name || document.activeElement.tagName"
        )
        if at == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def fill(page: Page, name: str, text: str) -> None:
    """Write into the field that has the focus."""
    to(page, name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def query(page: Page) -> str:
    return page.evaluate("location.search")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "theme"), in_turn((w, t) for w in (390, 1600) for t in THEMES)
)
def test_by_keyboard_alone(visit, width, theme):
    page = visit(PAGE, width, theme, reduced_motion="reduce")
    form = calculator(page)
    says(page, BEGINS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Skip to content
    to(page, "model")
    page.keyboard.type("Qwen3 8")
    expect(page).to_have_url(re.compile(r"\?model=qwen3-8b#"))
    says(page, re.compile("Fits into 24 GiB"))
    fill(page, "context", "131072")
    says(page, re.compile("Does not fit into 24 GiB: .* too much"))
    fill(page, "gpu", "80")
    says(page, re.compile("Fits into 80 GiB"))
    page.keyboard.press("Shift+Tab")  # back to the batch
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4")
    says(page, re.compile("Does not fit into 80 GiB"))
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.name") == "use":
            break
    page.keyboard.type("Training with LoRA")
    says(page, re.compile("The adapter trains 43,646,976 numbers"))
    assert not form.get_by_label("Weights in").is_visible()
    to(page, "checkpointing")
    before = page.locator("article .calculator-result").inner_text()
    page.keyboard.press("Space")
    expect(page.locator("article .calculator-result")).not_to_have_text(before)
    assert query(page) == (
        "?model=qwen3-8b&use=lora&context=131072&batch=4&checkpointing=yes&gpu=80"
    )
    assert complaints_of(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    # What has the focus is seen.
    to(page, "gpu")
    style = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"


def test_a_screen_reader_hears_labels_and_the_result(visit):
    page = visit(PAGE)
    form = calculator(page)
    for label, value in TEXTS.values():
        field = form.get_by_label(label, exact=True)
        if label not in (TEXTS["rank"][0], TEXTS["targets"][0]):
            assert field.input_value() == value
    assert form.get_by_role("status").inner_text() == BEGINS
    assert form.get_by_role("status").get_attribute("class") == "calculator-result"
    assert (
        page.locator("article .calculator-bar").get_attribute("aria-hidden") == "true"
    )
    assert form.locator("li").count() == 2  # what the bar shows, as text
    assert page.get_by_role("form", name="Calculator").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "width", "theme"),
    in_turn(
        (kind, *setting)
        for setting in ((390, "dark"), (1600, "light"))
        for kind in IN_ENTRIES
    ),
)
def test_the_small_ones(visit, kind, width, theme):
    """Each computes on its page, links to the large one with its setting, and pleases axe."""
    page = visit(f"terms/{kind}/", width, theme, reduced_motion="reduce")
    form = calculator(page)
    assert form.locator("[name]").count() == len(KINDS[kind][1].split())
    assert complaints_of(page, "article form.calculator") == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    before = form.locator(".calculator-result").inner_text()
    form.get_by_label("Model").select_option("gpt-oss-20b")
    expect(form.locator(".calculator-result")).not_to_have_text(before)
    form.get_by_role("link", name="All fields").click()
    page.wait_for_url(
        re.compile(r"/calculator/\?(use=\w+&)?model=gpt-oss-20b(&use=\w+)?$")
    )
    expect(page.locator("h1")).to_contain_text("Calculator")
    form = calculator(page)
    assert form.get_by_label("Model").input_value() == "gpt-oss-20b"


@pytest.mark.slow
@pytest.mark.parametrize("kind", in_turn(IN_ENTRIES))
def test_figures_of_the_small_ones(visit, kind):
    """As `python -m glossary.models` says them."""
    made = report(LLAMA, context=8192, rank=16, targets="all-linear")
    left = training.activations(describe(LLAMA), 8192, checkpointing=True, between=4)
    qlora = sum(made["training"]["qlora"].values()) + sum(left.values())
    wanted = {
        "kv-cache": size(made["cache"]["by_type"]["bf16"]["total"]),
        "quantization": size(made["weights"]["bf16"]),
        "lora": size(sum(made["training"]["lora"].values())),
        "qlora": size(qlora),
        "parameter": f"{made['parameters']:,} parameters.",
        "gpu-memory": BEGINS,
    }
    page = visit(f"terms/{kind}/")
    calculator(page)
    expect(page.locator("article .calculator-result")).to_contain_text(wanted[kind])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["terms/gpu-memory/?use=qlora", f"{PAGE}?use=qlora", "terms/qlora/"]
)
def test_qlora_is_the_recipe_that_fits_and_one_adapter_everywhere(visit, path):
    page = visit(path)
    form = calculator(page)
    said = page.locator("article .calculator-result").inner_text()
    assert said.startswith("20.22 GB (18.83 GiB) in all. ")
    assert "The adapter trains 41,943,040 numbers (rank 16, all-linear)." in said
    assert "Fits into 24 GiB" in said
    assert "with gradient checkpointing" in form.inner_text()
    box = form.get_by_label("Gradient checkpointing")
    assert box.filter(visible=True).count() == 0


def test_weights_alone_are_not_said_to_be_all_that_must_fit(visit):
    page = visit("terms/quantization/")
    calculator(page)
    says(page, re.compile("The weights alone fit into 24 GiB, with "))


def test_a_mixture_says_what_a_token_uses(visit):
    page = visit("terms/parameter/?model=qwen3-30b-a3b")
    calculator(page)
    says(page, "30,532,122,624 parameters. One token uses 3,353,032,704 of them.")


def test_a_setting_can_be_linked(visit):
    address = "?model=gpt-oss-120b&use=qlora&context=4096&rank=8&targets=q_proj%2Cv_proj&gpu=80"
    page = visit(PAGE + address)
    form = calculator(page)
    assert form.get_by_label("Model").input_value() == "gpt-oss-120b"
    assert form.get_by_label("Target modules").input_value() == "q_proj,v_proj"
    says(page, re.compile("The adapter trains 2,985,984 numbers"))
    assert query(page) == address


@pytest.mark.slow
def test_as_it_begins_nothing_is_in_the_address_and_what_is_of_others_stays(visit):
    page = visit(f"{PAGE}?context=8192&h=cache#the-script")
    calculator(page)
    expect(page).to_have_url(re.compile(r"/calculator/\?h=cache#the-script$"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "line"),
    in_turn([
        ("?model=gpt5", 'model: "gpt5" in the address is none of the list'),
        ("?use=<b>", 'use: "<b>" in the address is none of the list'),
        ("?context=-5", "context: '-5' is not a number from 1 to 1,000,000,000"),
        ("?batch=1e9", "batch: '1e9' is not a number from 1 to 10,000,000"),
        ("?gpu=0", "gpu: '0' is not a number from 1 to 1,000,000"),
        ("?format=mxfp4", "mxfp4 does not fit llama: choose another format"),
        (
            "?use=lora&targets=nope",
            re.compile("^target 'nope' is no linear layer of llama; "),
        ),
    ]),
)  # fmt: skip
def test_an_address_that_cannot_be(visit, asked, line):
    page = visit(PAGE + asked)
    complains(page, line)
    # The rest stays usable.
    form = page.locator("article form.calculator")
    form.get_by_label("Model").select_option("gpt2")
    for label, name in (("Context", "context"), ("Texts", "batch"), ("GPU", "gpu")):
        form.get_by_label(label).fill(TEXTS[name][1])
    form.get_by_role("combobox", name="For", exact=True).select_option("inference")
    form.get_by_role("combobox", name="Weights in", exact=True).select_option("fp32")
    complains(page, "")
    says(page, re.compile(r"^799.75 MB .* Fits into 24 GiB"))


@pytest.mark.slow
@pytest.mark.parametrize("use", in_turn(["inference", "full", "qlora"]))
def test_the_largest_numbers_fit_a_phone(visit, use):
    most = "&".join(f"{name}={high}" for name, high in LIMITS.items())
    page = visit(f"{PAGE}?model=deepseek-v3&use={use}&{most}", 390)
    calculator(page)
    says(page, re.compile("Does not fit into 1000000 GiB"))
    complains(page, "")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def paste(page: Page, text: str) -> None:
    box = page.get_by_label("config.json", exact=True)
    if not box.is_visible():
        page.get_by_text("Or paste a config.json").click()
    box.fill(text)


@pytest.mark.slow
def test_a_pasted_config_stays_in_the_page(visit):
    page = visit(PAGE, anew=True)
    calculator(page)
    paste(page, "{")
    complains(page, re.compile("not JSON"))
    paste(page, "")
    page.locator("article form.calculator").get_by_label("Model").select_option("gpt2")
    code = page.locator("article .language-python code")
    expect(code).to_contain_text("GPT-2")  # what this site loads itself is here now
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paste(page, json.dumps({**LLAMA, "num_hidden_layers": 16}))
    complains(page, "")
    says(page, re.compile(r"^9\.62 GB"))
    page.wait_for_timeout(300)
    assert asked == []
    assert query(page) == ""
    assert code.inner_text().startswith(
        '"""The memory that your model needs for inference."""'
    )
    # A model's file of ours is taken as the command takes it; an empty field is none.
    paste(page, (ROOT / "models/gpt2.json").read_text("utf-8"))
    says(page, re.compile("^550.87 MB"))
    note = "Note: its config.json names 1,024 tokens as the longest context."
    expect(page.locator("article .calculator-note")).to_have_text(note)
    paste(page, " ")
    says(page, re.compile("^550.87 MB"))
    expect(page).to_have_url(re.compile(r"\?model=gpt2$"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "line"),
    in_turn([
        ("hello", "line 1, column 1: not JSON (Expecting value)"),
        ("x" * 1_000_000, re.compile("^1,000,000 characters: a config.json has at most ")),
        ("[" * 100_000, "nested too deep for a config.json"),
        ('{"model_type": "bert"}', re.compile("^model_type 'bert' is not known here; known are ")),
        ('{"model_type": "llama"}', re.compile("^num_hidden_layers is missing: nothing can ")),
        (json.dumps({**LLAMA, "num_hidden_layers": -3}), re.compile("is -3: give 1 to 1,000$")),
        (json.dumps({**LLAMA, "hidden_size": 1e300}), "hidden_size is 1e+300: give a whole number"),
        (json.dumps({**LLAMA, "vocab_size": 10**30}), re.compile("^vocab_size is 1000000")),
        ('{"model_type": "gemma3"}', re.compile("^text_config is missing: ")),
        (
            json.dumps({"model_type": "gemma3", "text_config": LLAMA}),
            "text_config.model_type is 'llama': with gemma3 it is gemma3_text",
        ),
    ], a_day=2),
    ids=range(10),
)  # fmt: skip
def test_a_text_that_is_no_config_gets_one_line(visit, text, line):
    page = visit(PAGE)
    form = calculator(page)
    paste(page, text)
    complains(page, line)
    assert page.locator("article .calculator-result").inner_text() == ""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    # What was shown before stays, pale; a text that is right is counted again.
    assert form.locator(".calculator-parts li").count() == 2
    outer = {"model_type": "llava", "tie_word_embeddings": False}
    paste(page, json.dumps({**outer, "text_config": LLAMA}))
    complains(page, "")
    says(page, BEGINS)


@pytest.mark.slow
def test_the_script_gets_the_numbers_and_prints_them(anywhere):
    """Into the block, as an edit of the reader: Run runs it, Reset brings back the tested one."""
    anywhere.go(PAGE)
    page = anywhere.page
    block = page.locator("article .language-python").first
    tested = block.locator("code").first.inner_text()
    form = calculator(page)
    form.get_by_label("Model").select_option("gemma-3-27b")
    form.get_by_label("Weights in").select_option("nf4")
    expect(block.locator("code").first).to_contain_text("Gemma 3 27B")
    anywhere.press(block)
    shown = anywhere.wait(block, ["done"])
    how = form.locator(".calculator-how").all_inner_texts()
    for line, text in zip(shown.splitlines(), how, strict=False):
        assert line.partition(": ")[2] == text.partition(" = ")[2]
    assert "of the changed script" in block.locator(".run-title").inner_text()
    block.get_by_role("button", name="Reset").click()
    expect(block.locator("code").first).to_have_text(tested)


def script(page: Page) -> tuple[Reader, Locator, Locator]:
    """Who reads the page, the block of its script, and the label of the output under it."""
    label = page.locator("article .output > .filename")
    return Reader(page), page.locator("article .language-python").first, label


@pytest.mark.slow
def test_what_is_typed_into_a_field_stays_there(visit):
    """After the first key the focus went into the script's editor, and the rest into the script."""
    page = visit(PAGE, stand_in=True)
    reader, block, _ = script(page)
    form = calculator(page)
    reader.press(block, "Edit")
    area = block.locator("textarea")
    area.wait_for()
    context = form.get_by_label("Context")
    context.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("32768", delay=250)
    says(page, re.compile("too much|to spare"))
    expect(page).to_have_url(re.compile("context=32768"))
    assert context.input_value() == "32768"
    assert context.evaluate("one => one === document.activeElement")
    assert "32_768" in area.input_value()
    # What a reader wrote is not written over, with the editor open or closed.
    area.fill("print('mine')")
    for closed, value in ((False, "4096"), (True, "2048")):
        if closed:
            reader.press(block, "Edit")
        context.fill(value)
        block.get_by_text("Your edit stays: Reset, then").wait_for()
        assert block.locator("code").first.text_content() == "print('mine')\n"
        block.evaluate(
            "one => { one.querySelector('[role=status]').textContent = ''; }"
        )
    reader.press(block, "Reset")
    context.fill("1024")
    expect(block.locator("code").first).to_contain_text("1_024")


@pytest.mark.slow
def test_an_output_of_another_setting_says_so(visit):
    """The site's own link to a setting showed the tested output as that of the new script."""
    page = visit(PAGE, stand_in=True)
    reader, block, label = script(page)
    calculator(page)
    assert label.inner_text() == "Output"
    page.goto(re.sub(r"[?#].*", "", page.url) + "?use=lora")
    calculator(page)
    expect(label).to_have_text("Output of the script as it was")
    reader.press(block, "Reset")
    expect(label).to_have_text("Output")


@pytest.mark.slow
def test_a_field_changed_while_the_script_runs(visit):
    """It runs once more with the latest numbers; after the run they are said to be others."""
    page = visit(PAGE, stand_in=True)
    reader, block, _ = script(page)
    context = calculator(page).get_by_label("Context")
    page.evaluate("globalThis.does = 'load'")
    reader.press(block)
    block.locator("[data-state=loading]").wait_for()
    for value, shown in (("131072", "131_072"), ("65536", "65_536")):
        context.fill(value)
        expect(block.locator("code").first).to_contain_text(shown)
    for number in (1, 2):
        page.wait_for_function(f"() => globalThis.ran?.length === {number}")
        page.wait_for_timeout(50)
        page.evaluate("dispatchEvent(new Event('loaded'))")
    title = block.locator(".run-title")
    expect(title).to_have_text("Your run, of the changed script")
    assert "65_536" in page.evaluate("globalThis.ran[1][0]")
    context.fill("4096")
    expect(title).to_have_text("Your run, of the script before you changed it")
    assert page.evaluate("globalThis.ran.length") == 2


@pytest.mark.slow
def test_the_editor_that_opens_has_the_numbers_that_come_with_it(visit):
    """Asked for by both at once, it had the old script, and Run ran the new one."""
    page = visit(PAGE, stand_in=True, anew=True)
    reader, block, _ = script(page)
    held: list = []
    page.route("**/run/editor.js", lambda route: held.append(route))
    context = calculator(page).get_by_label("Context")
    reader.press(block, "Edit")
    context.fill("131072")
    expect(page).to_have_url(re.compile("context=131072"))
    held[0].fallback()
    area = block.locator("textarea")
    expect(area).to_have_value(re.compile("131_072"))


@pytest.mark.slow
def test_it_comes_back_where_the_theme_changes_the_page(anywhere):
    """The page is not loaded anew: the calculators of both pages work, one after the other."""
    for path in (PAGE, "terms/kv-cache/", PAGE, "terms/lora/"):
        anywhere.go(path)
        calculator(anywhere.page)


def test_without_scripts_there_is_a_sentence(visit):
    page = visit(PAGE, java_script_enabled=False)
    assert page.locator("article .calculator-off").is_visible()
    assert not page.locator("article .calculator select").first.is_visible()
    link = page.locator("article .calculator-off a")
    if (ROOT / "docs/models.md").is_file():
        # Where it leads, however a builder spells it: Zensical goes up one folder more.
        href = link.get_attribute("href")
        assert urlsplit(urljoin(page.url, href)).path == "/models/"
    else:
        assert link.count() == 0


@pytest.mark.slow
def test_without_the_network_one_line_says_so(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address + PAGE)
    calculator(page)
    context.set_offline(True)
    paste(page, "{}")
    complains(page, re.compile("Is the network there"))
    # What needs nothing more goes on.
    paste(page, "")
    says(page, BEGINS)
    context.close()


@pytest.mark.slow
def test_a_script_that_does_not_come_is_told_and_asked_for_again(other_reader):
    """The fields stood there without a result and without a word."""
    failing = [True]

    def fail(route) -> None:
        route.abort() if failing else route.fallback()

    page = other_reader(PAGE, files={"/calculator.js": fail}).page
    form = page.locator("article form.calculator")
    for act in ("press", "key"):
        failing[:] = [True]
        page.reload()
        form.scroll_into_view_if_needed()
        complains(page, "Not loaded: are you online? Press here to try again.")
        with_material(page)  # which asks once more when it takes over
        page.wait_for_timeout(300)
        failing.clear()
        if act == "press":
            page.locator("article .calculator-error").click()
        else:
            form.get_by_label("Context").press("Shift")
        calculator(page)
        complains(page, "")
        says(page, BEGINS)


@pytest.mark.slow
def test_a_setting_that_cannot_be_written_is_told(other_reader):
    files = {"/run/editor.js": lambda route: route.abort()}
    page = other_reader(f"{PAGE}?use=lora", files=files).page
    calculator(page)
    page.get_by_text("The editor could not be loaded").wait_for()
    assert page.locator("article .output > .filename").inner_text() == "Output"


@pytest.mark.slow
def test_where_there_is_no_run_the_output_is_named_too(other_reader):
    files = {"/run/controls.js": lambda route: route.abort()}
    page = other_reader(f"{PAGE}?use=lora", files=files).page
    calculator(page)
    code = page.locator("article .language-python code").first
    expect(code).to_contain_text("LoRA")
    label = page.locator("article .output > .filename")
    assert label.inner_text() == "Output of the script as it was"


@pytest.mark.slow
def test_it_is_small(visit, site):
    """What a page with a calculator loads for it, and what a pasted config loads beside that."""
    Compressing.sent.clear()
    page = visit(PAGE, anew=True)
    calculator(page)
    quiet(page)
    sent = {
        path.rpartition("/")[2]: count
        for path, count in Compressing.sent.items()
        if FOLDER in path
    }
    assert set(sent) == {"calculator.js", "arithmetic.js", "models.json"}
    assert sent["calculator.js"] + sent["arithmetic.js"] < LIMIT, sent
    later = len(gzip.compress((site / FOLDER / "config.js").read_bytes(), 6))
    assert later < LIMIT
    assert sent["models.json"] < LIMIT


@pytest.mark.slow
def test_it_moves_nothing_that_stands_above(visit):
    """It is loaded a screen before a reader who scrolls comes to it, and not before."""
    page = visit("terms/kv-cache/", 390)
    form = page.locator("article form.calculator")
    quiet(page)
    assert form.locator(".calculator-parts li").count() == 0
    form.evaluate("form => scrollTo(0, form.offsetTop - 1.8 * innerHeight)")
    form.locator(".calculator-parts li").first.wait_for()
    calculator(page)
    assert layout_shift(page, "article") == 0
