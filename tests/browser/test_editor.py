"""Edit and Reset: what the editor shows is what runs, at any size, with keys as everywhere."""

from __future__ import annotations

import pytest

from tests.support.browser import PAGES, Reader
from tests.support.runs import PAGE, TURNED
from tests.support.samples import some_of
from tests.support.timing import traced

# Seconds each; of Run, `make test` takes test_every_page.py.
pytestmark = pytest.mark.slow

# Edit, Reset


def test_edit_and_run(reader):
    block = reader.block()
    original = block.locator("pre > code").first.inner_text()
    assert reader.run("print(6 * 7)") == "42\n"
    assert block.locator(".run-title").inner_text() == "Your run, of the changed script"
    assert block.get_by_role("button", name="Reset").is_visible()
    reader.press(block, "Reset")
    assert block.locator("textarea").input_value() == original.rstrip("\n")
    assert not block.get_by_role("button", name="Reset").is_visible()
    assert block.locator(".run-result").count() == 0
    reader.press(block, "Edit")
    assert block.locator("textarea").count() == 0
    assert block.locator("pre > code").first.inner_text() == original
    reader.press(block)
    reader.wait(block)
    assert block.locator(".run-title").inner_text() == (
        "Your run: the same as the output below"
    )


def test_edited_code_stays_when_the_editor_is_closed_and_is_what_is_copied(reader):
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = reader.write("print('mine')")
    reader.press(block, "Edit")
    block.locator("button.md-code__button[data-md-type=copy]").click()
    assert reader.page.evaluate("navigator.clipboard.readText()").strip() == (
        "print('mine')"
    )
    reader.press(block)
    assert reader.wait(block) == "mine\n"
    reader.press(block, "Reset")
    assert not block.get_by_role("button", name="Reset").is_visible()


def test_a_run_of_other_output_says_so(reader):
    block = reader.block()
    page = reader.page
    page.evaluate(
        "for (const code of document.querySelectorAll('article .highlight.output code'))"
        " code.textContent = 'x'"
    )
    reader.press(block)
    reader.wait(block)
    assert (
        "not the same as the output below" in block.locator(".run-title").inner_text()
    )


def typed(reader: Reader, keys: list[str], start: str = "") -> str:
    """What the editor holds after these keys."""
    block = reader.write(start)
    area = block.locator("textarea")
    area.evaluate(
        "area => area.setSelectionRange(area.value.length, area.value.length)"
    )
    area.focus()
    for key in keys:
        if len(key) > 1 and not key.startswith(" "):
            reader.page.keyboard.press(key)
        else:
            reader.page.keyboard.type(key)
    return area.input_value()


@pytest.mark.parametrize(
    ("keys", "start", "text"),
    [
        (["Enter", "x"], "for a in b:", "for a in b:\n    x"),
        (["Enter", "x"], "    a = 1", "    a = 1\n    x"),
        (["Enter", "x"], "if a:  # why", "if a:  # why\n    x"),
        (["Tab", "x"], "ab", "ab  x"),
        (["Shift+Tab"], "a\n        b", "a\n    b"),
        (["Shift+Tab"], "a\n  b", "a\nb"),
        (["ControlOrMeta+a", "Tab"], "a\n\nb", "    a\n\n    b"),
        (["ControlOrMeta+a", "Shift+Tab"], "    a\n  b", "a\nb"),
        (["ControlOrMeta+a", "Tab", "ControlOrMeta+z"], "a\nb", "a\nb"),
        (["Enter", "ControlOrMeta+z"], "if a:", "if a:"),
        (["/"], "a ", "a /"),  # Material's key for the search
    ],
)
def test_keys_in_the_editor(anywhere, keys, start, text):
    assert typed(anywhere, keys, start) == text


def test_reset_can_be_undone(anywhere):
    block = anywhere.write("mine = 1")
    anywhere.press(block, "Reset")
    anywhere.page.keyboard.press("ControlOrMeta+z")
    assert block.locator("textarea").input_value() == "mine = 1"


def test_the_editor_can_be_left_by_keyboard(anywhere):
    block = anywhere.write("a")
    area = block.locator("textarea")
    is_in = "area => area === document.activeElement"
    area.focus()
    anywhere.page.keyboard.press("Tab")
    assert area.evaluate(is_in)
    anywhere.page.keyboard.press("Escape")
    anywhere.page.keyboard.press("Tab")
    assert not area.evaluate(is_in)
    area.focus()
    anywhere.page.keyboard.press("Escape")
    anywhere.page.keyboard.press("Shift+Tab")
    assert not area.evaluate(is_in)


# An emoji in a string; a method that Pygments does not know as Python's own.
COLORFUL = ["", PAGE, "terms/token/", "terms/checkpoint/"]
COLORS = """code => {
    const colors = [];
    const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { color, fontStyle } = getComputedStyle(walk.currentNode.parentElement);
        for (const letter of walk.currentNode.data) {
            if (letter.trim()) colors.push(`${letter} ${color} ${fontStyle}`);
        }
    }
    return colors;
}"""


@pytest.mark.parametrize(
    "path", some_of(PAGES, COLORFUL, days=30), ids=lambda path: path or "home"
)
def test_the_editor_colors_each_script_as_the_page_does(shared, path):
    page = shared.go(path)
    wrong = page.evaluate(
        f"""async () => {{
            const colorsOf = {COLORS};
            const home = document.querySelector(".md-logo").href;
            const {{ paint }} = await import(new URL("assets/javascripts/run/editor.js", home));
            const wrong = [];
            const all = "article .language-python > .filename + pre > code";
            for (const code of document.querySelectorAll(all)) {{
                const before = colorsOf(code);
                const text = code.textContent;
                paint(code, text.replace(/\\n+$/, ""));
                const after = colorsOf(code);
                const at = before.findIndex((one, index) => one !== after[index]);
                if (at >= 0 || before.length !== after.length || code.textContent !== text)
                    wrong.push([code.closest("div").querySelector(".filename").textContent,
                        before.slice(Math.max(0, at - 9), at + 3), after.slice(at, at + 3)]);
            }}
            return wrong;
        }}"""
    )
    assert wrong == []


# Any size


LINES = [f"x = {i}  # a line that is about as long as lines are" for i in range(5000)]


def work_of(page, act) -> float:
    """How long the page works until what follows is shown, in ms; the best of three."""

    def once() -> float:
        with traced(page) as work:
            act()
        return work[0].total

    return min(once() for _ in range(3))


def test_five_thousand_pasted_lines_appear_and_are_what_runs(anywhere, record_property):
    """The old code stayed visible, and Run ran it."""
    page = anywhere.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = anywhere.write("print('old')")
    area = block.locator("textarea")
    code = "\n".join([*LINES, "print(x)"])
    page.evaluate("code => navigator.clipboard.writeText(code)", code)

    def paste() -> None:
        area.press("ControlOrMeta+a")
        area.press("ControlOrMeta+v")

    took = work_of(page, paste)
    assert took < 1000
    record_property("said", f"5,000 pasted lines {took:.0f} ms (< 1000)")
    assert area.input_value() == code
    # The text is shown by the textarea, which is as large as it, or by the colored code under it.
    seen = area.evaluate(
        """area => {
            const { color } = getComputedStyle(area);
            const code = area.previousElementSibling;
            return [color, getComputedStyle(code).display, area.scrollHeight - area.clientHeight,
                area.scrollWidth - area.clientWidth, code.textContent === area.value + "\\n"];
        }"""
    )
    assert seen[0] not in ("transparent", "rgba(0, 0, 0, 0)")
    assert seen[1:] == ["none", 0, 0, True]
    anywhere.press(block)
    assert anywhere.wait(block) == "4999\n"
    # And back to a text that is colored.
    area.fill("print('short')")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.run-editing > code')).display !== 'none'"
    )
    assert block.locator("pre > code .nb").inner_text() == "print"


def test_what_nests_too_deep_to_be_colored_is_shown_and_runs(anywhere):
    code = "x = 1\n# " + "f'{" * 6000
    nested = "f'{" * 6000
    for text in (code, nested):
        block = anywhere.write(text)
        anywhere.page.wait_for_function(
            "text => document.querySelector('.run-editing > code').textContent === text + '\\n'",
            arg=text,
        )
    anywhere.press(block)
    assert "SyntaxError" in anywhere.wait(block)


def test_a_long_text_that_cannot_be_colored_for_its_depth_is_shown_plain(visit):
    """Deep within the length up to which there are colors."""
    page = visit(PAGE)
    plain = page.evaluate(
        """async () => {
            const home = document.querySelector(".md-logo").href;
            const { paint } = await import(new URL("assets/javascripts/run/editor.js", home));
            const code = document.createElement("code");
            const deep = Array.from({ length: 9_000 }, (_, at) => "f'{"[at % 3]).join("");
            const map = Array.prototype.at;
            const colors = paint(code, "x = 1");
            // As where the browser's stack is smaller.
            Array.prototype.at = () => { throw new RangeError("call stack size exceeded"); };
            try {
                return [colors, paint(code, deep), code.textContent === deep + "\\n"];
            } finally {
                Array.prototype.at = map;
            }
        }"""
    )
    assert plain == [True, False, True]


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_tab_over_five_hundred_lines_is_at_once(anywhere, key, record_property):
    """It took 21 s in Chromium: an event for each line, and all colors for each event."""
    indented = "\n".join(f"    {line}" for line in LINES[:500])
    area = anywhere.write(indented).locator("textarea")
    area.press("ControlOrMeta+a")
    seen = area.evaluate_handle(
        """area => {
            const seen = { events: 0 };
            area.addEventListener("input", () => (seen.events += 1));
            return seen;
        }"""
    )
    took = work_of(anywhere.page, lambda: area.press(key))
    assert took < 100
    record_property("said", f"{key} over 500 lines {took:.0f} ms (< 100)")
    assert seen.evaluate("seen => seen.events") <= 3
    first = area.input_value().split("\n")[0]
    assert first == ("" if key == "Shift+Tab" else " " * 16) + LINES[0]


# What is said of a run


def said(block) -> tuple[str, str]:
    """Title and status of a block's last run."""
    title, status = block.locator(".run-title"), block.locator("[role=status]")
    return title.inner_text(), status.inner_text()


def test_a_verdict_is_of_the_script_that_stands_there(visit):
    """`same as the output below` stood over a script that had not run."""
    page = visit(PAGE, stand_in=True)
    reader = Reader(page)
    block = reader.block()
    output = block.locator("xpath=following::*[contains(@class, 'output')]").first
    label = output.locator(".filename")
    original = block.locator("pre > code").first.inner_text().rstrip("\n")
    page.evaluate(
        "text => { globalThis.prints = text.trimEnd(); }",
        output.locator("code").text_content(),
    )
    same = ("Your run: the same as the output below", "Done in 10 ms: same output")
    before = ("Your run, of the script before you changed it", "Done in 10 ms")
    area = reader.write(original).locator("textarea")
    reader.press(block)
    reader.wait(block)
    assert said(block) == same
    for text, says, output in (
        (f"{original}\nprint('edited')", before, "Output of the script as it was"),
        (original, same, "Output"),
    ):
        area.fill(text)
        assert said(block) == says, text
        assert label.inner_text() == output, text
    # Changed while it runs, by typing and by Reset.
    page.evaluate("globalThis.does = 'load'")
    changes = {
        "typed": (original, lambda: area.fill("print('edited')")),
        "Reset": ("print('edited')", lambda: reader.press(block, "Reset")),
    }
    for name, (start, change) in changes.items():
        area.fill(start)
        reader.press(block)
        block.locator("[data-state=loading]").wait_for()
        change()
        page.evaluate("dispatchEvent(new Event('loaded'))")
        reader.wait(block, ["done"])
        assert said(block) == before, name


def test_an_edit_after_a_run_that_failed_or_was_stopped(visit):
    page = visit(PAGE, stand_in=True)
    reader, block = Reader(page), Reader(page).block()
    for word, title, status in (
        ("fail", "Your run, error: ImportError", "Error: ImportError"),
        ("loop", "Your run, stopped", "Stopped"),
    ):
        area = reader.write(f"print('{word}')").locator("textarea")
        reader.press(block)
        if word == "loop":
            block.locator(".run-result").wait_for()
            reader.press(block, "Stop")
        reader.wait(block)
        assert said(block) == (title, status)
        area.fill("print(1)")
        assert said(block) == ("Your run, of the script before you changed it", status)


def test_a_title_names_the_value_that_ran(visit):
    """Not the one that stood there when Python had come; after Reset it named none."""
    page = visit(TURNED, stand_in=True, anew=True)
    held: list = []
    page.route("**/run/shown.js", lambda route: held.append(route))
    block = page.locator(".highlight:has(.run-turn)").first
    block.get_by_role("button", name="Edit").click()
    area = block.locator("textarea")
    area.wait_for()
    original = area.input_value()
    nine, sixteen = (original.replace("alpha = 8", f"alpha = {n}") for n in (9, 16))
    area.fill(nine)
    block.get_by_role("button", name="Run").click()
    page.wait_for_timeout(100)
    area.fill(sixteen)
    held[0].fallback()
    title = block.locator(".run-title")
    block.get_by_text("Done in").wait_for()
    assert title.inner_text() == "Your run, of the script before you changed it"
    area.fill(nine)
    assert title.inner_text() == "Your run, with alpha = 9"


def test_the_editor_closes_on_what_was_typed_last(visit):
    """A drawing that was still to come hid the code that the closed editor had left."""
    page = visit(PAGE, stand_in=True)
    block = Reader(page).write("print(1)")
    for text in ("print('last')", "\n".join(LINES)):
        seen = block.evaluate(
            """async (block, text) => {
                const edit = block.querySelector("[aria-pressed]");
                if (edit.ariaPressed === "false") edit.click();
                const later = (act) => new Promise(act);
                while (!block.querySelector("textarea")) await later(setTimeout);
                const area = block.querySelector("textarea");
                area.value = text;
                area.dispatchEvent(new Event("input"));
                edit.click();
                const code = block.querySelector("pre > code");
                const at_once = code.textContent === text + "\\n";
                for (let frame = 0; frame < 2; frame += 1) await later(requestAnimationFrame);
                return [at_once, getComputedStyle(code).display, code.parentElement.className];
            }""",
            text,
        )
        assert seen[0], text[:20]
        assert seen[1] != "none", text[:20]
        assert "run-plain" not in seen[2], text[:20]


# Undo, input methods, Escape, copying


def test_undo_and_redo_go_step_by_step(anywhere):
    keys = anywhere.page.keyboard
    area = anywhere.write("").locator("textarea")
    area.focus()
    keys.type("if a:")
    keys.press("Enter")
    keys.type("bc")
    keys.press("Backspace")
    keys.press("Backspace")
    keys.type("d")
    keys.press("Tab")
    steps = [
        "if a:\n    d   ",
        "if a:\n    d",
        "if a:\n    ",
        "if a:\n    bc",
        "if a:\n    ",
        "if a:",
        "",
    ]
    assert area.input_value() == steps[0]
    for step in steps[1:]:
        keys.press("ControlOrMeta+z")
        assert area.input_value() == step
    keys.press("ControlOrMeta+z")  # what was there before the test
    area.fill("")
    keys.type("x")
    keys.press("ControlOrMeta+z")
    assert area.input_value() == ""
    keys.press("ControlOrMeta+Shift+z")
    assert area.input_value() == "x"
    keys.press("ControlOrMeta+z")
    keys.press("Control+y")
    assert area.input_value() == "x"
    keys.press("ControlOrMeta+z")
    keys.type("y")
    keys.press("ControlOrMeta+Shift+z")  # nothing to redo after another change
    assert area.input_value() == "y"


def test_undo_by_the_browsers_menu_is_the_same(anywhere):
    """Which says what it is about to do."""
    area = anywhere.write("").locator("textarea")
    area.focus()
    anywhere.page.keyboard.type("abc")
    ask = """(area, inputType) => area.dispatchEvent(
        new InputEvent("beforeinput", { inputType, bubbles: true, cancelable: true }))"""
    assert area.evaluate(ask, "historyUndo") is False
    assert area.input_value() == ""
    assert area.evaluate(ask, "historyRedo") is False
    assert area.input_value() == "abc"
    assert area.evaluate(ask, "insertText") is True


def test_what_was_undone_is_what_runs(anywhere):
    block = anywhere.write("print(1)")
    block.locator("textarea").fill("print(2)")
    anywhere.page.keyboard.press("ControlOrMeta+z")
    anywhere.press(block)
    assert anywhere.wait(block) == "1\n"
    assert block.locator("pre > code").first.inner_text() == "print(1)\n"


@pytest.mark.parametrize("how", [{"isComposing": True}, {"keyCode": 229}])
def test_keys_of_an_input_method_are_its_own(anywhere, how):
    """Enter takes a word, Escape drops it; Safari sends them when the composition has ended."""
    area = anywhere.write("ab:").locator("textarea")
    area.focus()
    taken = area.evaluate(
        """(area, how) => ["Enter", "Tab", "Escape"].map((key) => !area.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...how })))""",
        how,
    )
    assert taken == [False, False, False]
    assert area.input_value() == "ab:"
    anywhere.page.keyboard.press("End")
    anywhere.page.keyboard.press("Tab")  # Escape was not for the editor
    assert area.input_value() == "ab: "


def test_a_composition_is_one_step(anywhere):
    area = anywhere.write("").locator("textarea")
    area.focus()
    client = anywhere.page.context.new_cdp_session(anywhere.page)
    for text in ("k", "か", "かn", "かに"):
        client.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    client.send("Input.insertText", {"text": "蟹"})
    client.detach()
    assert area.input_value() == "蟹"
    anywhere.page.keyboard.press("ControlOrMeta+z")
    assert area.input_value() == ""


def test_after_escape_only_the_next_key_leaves(anywhere):
    area = anywhere.write("a").locator("textarea")
    area.focus()
    keys = anywhere.page.keyboard
    keys.press("End")
    for name in ("Escape", "b", "Tab"):
        keys.press(name)
    assert area.input_value() == "ab  "
    assert area.evaluate("area => area === document.activeElement")
    keys.press("Escape")
    keys.press("Control")  # alone it is no other key
    keys.press("Tab")
    assert not area.evaluate("area => area === document.activeElement")


def test_copying_gives_what_is_in_the_editor_also_when_it_is_long(anywhere):
    anywhere.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = anywhere.write("")
    edit, copy = (
        block.locator(f"button{one}")
        for one in ("[aria-pressed]", "[data-md-type=copy]")
    )
    place = """button => {
        const [inside, around] = [button, button.closest(".highlight")].map(
            (one) => one.getBoundingClientRect());
        return [inside.top - around.top, inside.right - around.right];
    }"""
    edited = copy.evaluate(place)
    edit.click()
    assert copy.evaluate(place) == pytest.approx(edited, abs=1)
    for code in ("print('now')", "\n".join(LINES[:400])):
        block = anywhere.write(code)
        anywhere.page.evaluate("new Promise(requestAnimationFrame)")
        block.locator("button.md-code__button[data-md-type=copy]").click()
        copied = anywhere.page.evaluate("navigator.clipboard.readText()")
        assert copied.rstrip() == code


def test_the_editor_keeps_its_text_while_its_script_runs(anywhere):
    block = anywhere.start("while True: pass")
    area = block.locator("textarea")
    area.fill("print('next')")
    anywhere.press(block, "Reset")
    assert area.input_value() != "print('next')"
    assert block.locator("[data-state=running]").count() == 1
    anywhere.press(block, "Stop")
    anywhere.wait(block, ["stopped"])
