"""Chromium, Firefox and WebKit, each driven by the same few calls of Playwright's Page.

Playwright's own browsers are taken where they are installed (`python -m playwright install firefox
webkit`), else Debian's: Firefox ESR by Playwright too, WebKitGTK by Selenium, behind `WebKitPage`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn
from warnings import catch_warnings, simplefilter

import pytest
from playwright.sync_api import BrowserType, Page, Playwright
from selenium.common import ElementClickInterceptedException, WebDriverException
from selenium.webdriver import ActionChains, Keys, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.webkitgtk.service import Service

from tests.support.browser import BROWSERS, ENDED, FLAGS, START, Follower, Watched
from tools import browsers

HOW = {
    "chromium": "apt-get install chromium, or name it in CHROMIUM",
    "firefox": "apt-get install firefox-esr, or python -m playwright install firefox",
    "webkit": "apt-get install webkit2gtk-driver xvfb, or python -m playwright install webkit",
}
# WebDriver tells nothing of the console. This stands before the policy and so is not held to it.
WATCH = """<script>
    globalThis.complaints = [];
    for (const kind of ["error", "warn"]) {
        const say = console[kind];
        console[kind] = (...all) => { complaints.push(`console: ${all}`); say(...all); };
    }
    addEventListener("error", (event) => {
        // Not a fault: what was still to be told is told in the next frame.
        if (event.message?.startsWith("ResizeObserver loop")) return;
        complaints.push(event.message ?? `not loaded: ${event.target.outerHTML}`);
    }, true);
    addEventListener("unhandledrejection", (event) => complaints.push(`${event.reason}`));
    addEventListener("securitypolicyviolation", (event) =>
        complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
</script>"""

STANDS_STILL = """async (css) => {
    const places = [];
    for (let frame = 0; frame < 3; frame++) {
        await new Promise(requestAnimationFrame);
        const { x, y, width, height } = document.querySelector(css).getBoundingClientRect();
        places.push(`${x} ${y} ${width} ${height}`);
    }
    return new Set(places).size === 1;
}"""
OVER = """(css) => {
    const { x, y, width, height } = document.querySelector(css).getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.outerHTML.slice(0, 200);
}"""
HEARS_A_CLICK = """globalThis.pressed = false;
arguments[0].addEventListener("click", () => { globalThis.pressed = true; }, { once: true });
"""


class WebKitPage:
    """What the tests use of Playwright's Page, for WebKitGTK's WebDriver."""

    def __init__(self, driver: WebKitGTK):
        self.driver = driver
        self.keyboard = self
        driver.set_script_timeout(START / 1000)

    @property
    def url(self) -> str:
        return self.driver.current_url

    def goto(self, address: str) -> None:
        self.driver.get(address)

    def evaluate(self, code: str, argument: Any = None) -> Any:
        """The value of an expression, or of a function called with `argument`; waited for."""
        value, error = self.driver.execute_async_script(
            f"""const [argument, done] = arguments;
            (async () => {{
                const value = ({code}\n);
                return typeof value === "function" ? await value(argument) : await value;
            }})().then((value) => done([value, null]), (error) => done([null, String(error)]));
            """,
            argument,
        )
        if error:
            raise WebDriverException(error)
        return value

    def evaluate_in_frame(self, selector: str, code: str) -> Any:
        self.driver.switch_to.frame(self.driver.find_element("css selector", selector))
        try:
            return self.evaluate(code)
        finally:
            self.driver.switch_to.default_content()

    def wait_for_function(
        self, code: str, arg: Any = None, timeout: float = 30_000
    ) -> None:
        end = time.monotonic() + timeout / 1000
        # The answer may be an element, which may be gone when it is to be named here.
        while not self.evaluate(f"async (arg) => !!await ({code})(arg)", arg):
            if time.monotonic() > end:
                raise TimeoutError(f"not so after {timeout / 1000} s: {code}")
            time.sleep(0.05)

    def wait_for_selector(self, selector: str, state: str) -> None:
        assert state == "attached"
        self.wait_for_function("css => !!document.querySelector(css)", selector)

    def click(self, selector: str) -> None:
        """As Playwright does: in sight, once it stands still and nothing is over it.

        WebKit's driver says nothing of a press that went beside it, so the page is asked.
        """
        element = self.driver.find_element("css selector", selector)
        script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
        end = time.monotonic() + 30
        while True:
            # Each time: a caret put into the editor moves the page too, later.
            self.driver.execute_script(script, element)
            self.wait_for_function(STANDS_STILL, selector)
            self.driver.execute_script(HEARS_A_CLICK, element)
            try:
                element.click()
            except ElementClickInterceptedException:
                if time.monotonic() > end:
                    over = self.evaluate(OVER, selector)
                    raise WebDriverException(f"over {selector} is {over}") from None
                continue
            if self.evaluate("globalThis.pressed !== false"):
                return
            if time.monotonic() > end:
                raise WebDriverException(f"no press of {selector} has reached it")

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()

    def press(self, keys: str) -> None:
        """A key by Playwright's name, with others held: "Control+a", "Shift+Tab"."""
        *held, key = [self.code_of(name) for name in keys.split("+")]
        chain = ActionChains(self.driver)
        for one in held:
            chain.key_down(one)
        chain.send_keys(key)
        for one in held:
            chain.key_up(one)
        chain.perform()

    @staticmethod
    def code_of(name: str) -> str:
        name = {"ControlOrMeta": "Control", "ArrowDown": "Down"}.get(name, name)
        return name if len(name) == 1 else getattr(Keys, name.upper())


class Tab(Follower):
    """A reader with one tab of an engine, who goes by links so that Python stays."""

    BLOCK = ".highlight:has(> .run-bar > .run-start)"

    def __init__(self, page: Page | WebKitPage, address: str):
        if isinstance(page, WebKitPage):
            super().__init__(SimpleNamespace(page=page, complaints=[]))
        else:
            super().__init__(Watched(page, address))
        self.address = address
        self.turns = cycle(["terms/weight-tying/", "terms/vocabulary/"])  # short pages
        page.goto(address)

    def fresh_page(self) -> None:
        """Go to a page with scripts, as it was sent.

        A tab that a way out has opened goes: in Firefox it has the focus, and then no key presses a
        button here, and no field hears that it has the focus.
        """
        if not isinstance(self.page, WebKitPage):
            for other in self.page.context.pages:
                if other != self.page:
                    other.close()
        self.fresh(self.turns)

    def take_complaints(self) -> list[str]:
        """What the page has complained of since this was last asked."""
        if isinstance(self.page, WebKitPage):
            return self.page.evaluate("globalThis.complaints.splice(0)")
        taken = list(self.complaints)
        self.complaints.clear()
        return taken

    def evaluate_in_frame(self, selector: str, code: str) -> Any:
        if isinstance(self.page, WebKitPage):
            return self.page.evaluate_in_frame(selector, code)
        return self.page.query_selector(selector).content_frame().evaluate(code)

    # The first block that can be run

    def press(self, name: str) -> None:
        self.page.click(f'{self.BLOCK} [aria-label^="{name} "]')

    def edit(self, code: str) -> None:
        """Put other code into the editor, as whoever pastes it over all."""
        if not self.page.evaluate("!!document.querySelector('textarea')"):
            self.press("Edit")
            self.page.wait_for_selector("textarea", state="attached")
        self.page.evaluate(
            """code => {
                document.querySelector("textarea").focus();
                document.querySelector("textarea").select();
                document.execCommand("insertText", false, code);
            }""",
            code,
        )

    def wait(self, *states: str) -> str:
        """Wait for a run to come to one of these states; what it has printed."""
        bar = f'document.querySelector("{self.BLOCK} > .run-bar")'
        begun = time.monotonic()
        while (state := self.page.evaluate(f"{bar}.dataset.state")) not in states:
            said = self.text(".run-result code") or self.text("[role=status]")
            # The end of the run before may still stand there for a moment.
            if time.monotonic() - begun > (5 if state in ENDED else START / 1000):
                focus = self.page.evaluate("document.activeElement.outerHTML")
                pytest.fail(
                    f"the run is {state or 'not begun'}, not {' or '.join(states)}: {said!r};"
                    f" the focus is on {focus[:200]}"
                )
            time.sleep(0.02)
        return self.text(".run-result code")

    def text(self, selector: str) -> str:
        return self.page.evaluate(
            "css => document.querySelector(css)?.textContent ?? ''",
            f"{self.BLOCK} {selector}",
        )

    def run(self, code: str) -> str:
        self.edit(code)
        self.press("Run")
        return self.wait("done", "error")


# How each is started


def debians(name: str) -> dict[str, Any] | None:
    """How Playwright starts the browser that Debian has under this name, if it is there."""
    if name == "chromium":
        path = browsers.installed(BROWSERS)
        return path and {"executable_path": path, "args": FLAGS}
    path = shutil.which("firefox-esr")
    return path and {"executable_path": path, "channel": "moz-firefox"}


@contextmanager
def started(name: str, playwright: Playwright) -> Iterator[Page | WebKitPage]:
    """A tab of an engine. Where there is none its tests are skipped, but never in CI."""
    kind: BrowserType = getattr(playwright, name)
    own = Path(kind.executable_path).exists()
    if name == "webkit" and not own:
        with webkitgtk() as page:
            yield page
        return
    options = {} if own else debians(name)
    if options is None:
        not_here(name)
    browser = kind.launch(**options)
    yield browser.new_page(viewport={"width": 1280, "height": 900})
    browser.close()


@contextmanager
def webkitgtk() -> Iterator[WebKitPage]:
    """Debian's WebKit, in a screen of its own."""
    driver, screen = map(shutil.which, ("WebKitWebDriver", "Xvfb"))
    # Where an older one is too, because some other program needs it, its presses are refused.
    there = sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))
    mini_browser = there[-1] if there else None
    if not (driver and screen and mini_browser):
        not_here("webkit")
    command = [screen, "-displayfd", "1", "-screen", "0", "1280x1024x24"]
    with ExitStack() as stack:
        xvfb = stack.enter_context(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        )
        stack.callback(xvfb.terminate)
        display = f":{xvfb.stdout.readline().strip()}"
        options = WebKitGTKOptions()
        options.binary_location = str(mini_browser)
        options.add_argument("--automation")
        service = Service(driver, env=os.environ | {"DISPLAY": display})
        with (
            catch_warnings()
        ):  # Selenium's class for WebKitGTK calls its others in an old way
            simplefilter("ignore", DeprecationWarning)
            session = WebKitGTK(options=options, service=service)
        stack.callback(session.quit)
        session.set_window_size(1280, 1000)
        yield WebKitPage(session)


def not_here(name: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {name}: {HOW[name]}")
    pytest.skip(f"no {name} here: {HOW[name]}")
