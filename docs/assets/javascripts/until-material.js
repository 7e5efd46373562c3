/* What has to be there at once, without Material's script.

   That script and all of Material's style sheet are most of what a page would load, and few readers of a page
   need what they do: the search, previews, pages that follow without being loaded. They are loaded when a
   reader comes to a link or to the search, or presses anything (`load`). Until then this script does what is
   seen before: colors, tabs, copy buttons, the sidebars, what follows the reader down the page. Then Material
   takes over and this script is quiet, but for the copy buttons, which stay its own. */
(() => {
  "use strict";
  const one = (selector, node = document) => node.querySelector(selector);
  const all = (selector, node = document) => [...node.querySelectorAll(selector)];
  const part = (name) => one(`[data-md-component=${name}]`);
  const toggle = (name) => one(`[data-md-toggle=${name}]`);
  const { body } = document;
  const field = one(".md-search__input");

  /* Their addresses are relative to this page. A heading may have the same id. */
  const late = one("script#late").textContent.trim().split(" ").map((address) => new URL(address, location));
  const over = new AbortController();
  const until = { signal: over.signal, passive: true };

  /* Other scripts ask for this to see each page that follows: Material's own stands here later. */
  const waiting = [];
  globalThis.document$ = {
    subscribe(enhance) {
      waiting.push(enhance);
      enhance(document);
    },
  };

  // Loading what was left out ------------------------------------------------------------------------

  const arrival = (tag, attributes, place) =>
    new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), attributes);
      Object.assign(element, { onload: resolve, onerror: reject });
      place(element);
    });

  /* All of Material's style sheet, behind the part of it that the page has: its rules keep their order. */
  function style() {
    const slim = one("link[href*='/main.']");
    return arrival("link", { rel: "stylesheet", href: slim.href.replace("/main.", "/whole.") }, (link) => {
      link.setAttribute("name", "theme-color"); // so that Material leaves it in the head of the next page
      slim.after(link);
    });
  }

  async function fetchAll() {
    for (const href of late) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href }));
    }
    if (!one("link[href*='/whole.']")) await style().catch(() => {});
    while (late.length) {
      await arrival("script", { src: late[0], async: false }, (script) => body.append(script));
      late.shift();
    }
    handOver();
  }

  /* Scripts of single parts of pages, a screen before the reader comes there. Each run looks for those that
     have not been brought to life. One that does not come is asked for again by a press in its part. */
  const NEEDED = { "form.calculator": "calculator/calculator.js", "article .sortable": "sort.js" };
  const HERE = document.currentScript.src;
  const near = new IntersectionObserver((seen) => {
    for (const { target } of seen.filter((entry) => entry.isIntersecting)) {
      near.unobserve(target);
      const [, name] = Object.entries(NEEDED).find(([selector]) => target.matches(selector));
      arrival("script", { src: new URL(name, HERE) }, (script) => body.append(script)).catch(() => {
        for (const type of ["pointerdown", "keydown"]) {
          target.addEventListener(type, () => near.observe(target), { once: true });
        }
        const said = one("[role=alert]", target);
        if (said) said.textContent = "Not loaded: are you online? Press here to try again.";
      });
    }
  }, { rootMargin: "100%" });
  document$.subscribe(() => {
    for (const element of all(Object.keys(NEEDED))) near.observe(element);
  });

  let loading = null;
  /* Without a network the page stays as it is, and the next press tries again. */
  const load = () => {
    loading ??= fetchAll().catch(() => {
      loading = null;
      if (field) field.placeholder = "Not loaded: are you online?";
    });
  };

  function handOver() {
    over.abort();
    sizes.disconnect();
    color.remove();
    // Material moves both sidebars to where the reader is, though the reader may have moved them.
    const bars = all(".md-sidebar__scrollwrap");
    for (const bar of bars) bar.scrollTo = () => {};
    setTimeout(() => {
      for (const bar of bars) delete bar.scrollTo;
    }, 400);
    const material = globalThis.document$;
    material.next(document); // the event that it waits for is long over
    for (const enhance of waiting) material.subscribe(enhance);
    // A tab that was chosen before is chosen in the others too.
    setTimeout(() => chosen?.dispatchEvent(new Event("change")), 10);
    // So is a press or a key that asked for the search: by it search.js and Zensical know that it is wanted.
    const search = one(".md-search");
    if (sought || toggle("search")?.checked || search.contains(document.activeElement)) search.click();
    if (field) field.placeholder = field.ariaLabel;
    document.documentElement.dataset.material = "";
  }

  const BUTTON = "header > nav > [for=__search]";
  const SEARCH = `.md-search, ${BUTTON}`;
  const NEAR = `a[href], ${SEARCH}`;
  for (const type of ["pointerover", "focusin"]) {
    addEventListener(type, ({ target }) => {
      if (target instanceof Element && target.closest(NEAR)) load();
    }, until);
  }
  addEventListener("pointerdown", load, until);
  if (/[?&][qh]=/.test(location.search)) load();

  // Keys -----------------------------------------------------------------------------------------------

  let sought = false;

  function find() {
    sought = true;
    field?.focus();
    field?.select();
  }

  const KEYS = { f: find, s: find, "/": find };
  for (const [keys, way] of [["p,", "prev"], ["n.", "next"]]) {
    for (const key of keys) KEYS[key] = () => one(`.md-footer__link--${way}`)?.click();
  }
  addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.metaKey || event.ctrlKey || toggle("search")?.checked) return;
    if (event.key === "Enter") {
      if (at instanceof HTMLLabelElement) at.click();
      const next = at.name === "__palette" && palette[(palette.indexOf(at) + 1) % palette.length];
      if (next) {
        next.click();
        next.focus();
      }
    }
    const typing = at.isContentEditable || (at.matches("input, select, textarea") && at.type !== "radio");
    if (typing || !Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    load();
    KEYS[event.key]();
  }, { signal: over.signal });

  // A phone brings up its keys only for what is focused while the press is handled.
  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element && target.closest(SEARCH))) return;
    sought = true;
    if (target.closest(BUTTON)) field?.focus();
  }, until);

  // Colors ---------------------------------------------------------------------------------------------

  const palette = [...document.getElementsByName("__palette")];
  const color = Object.assign(document.createElement("meta"), { name: "theme-color" });
  document.head.append(color);

  function offer(index) {
    for (const [i, input] of palette.entries()) input.nextElementSibling.hidden = i !== index;
  }

  const paint = () => {
    color.content = getComputedStyle(part("header")).backgroundColor;
  };

  for (const [index, input] of palette.entries()) {
    input.addEventListener("change", () => {
      const names = ["media", "scheme", "primary", "accent"];
      const colors = Object.fromEntries(names.map((name) => [name, input.getAttribute(`data-md-color-${name}`)]));
      for (const name of names) body.setAttribute(`data-md-color-${name}`, colors[name]);
      globalThis.__md_set("__palette", { index, color: colors });
      offer(index);
      paint();
    }, until);
  }
  offer(globalThis.__md_get("__palette")?.index ?? 0);

  // Tabs and code --------------------------------------------------------------------------------------

  let chosen = null;

  /* Both look first and return what is to be changed: who changes something and then looks at the next has the
     whole page laid out anew each time. */
  function underline(set) {
    const { offsetLeft, offsetWidth } = one(`label[for="${one(":scope > input:checked", set).id}"]`, set);
    return () => {
      set.style.setProperty("--md-indicator-x", `${offsetLeft}px`);
      set.style.setProperty("--md-indicator-width", `${offsetWidth}px`);
    };
  }

  const hovers = matchMedia("(hover)").matches;
  function scrolls(code) {
    const wide = hovers && code.scrollWidth > code.offsetWidth;
    return () => {
      if (wide) code.tabIndex = 0; // by keys too
      else code.removeAttribute("tabindex");
    };
  }

  const sizes = new ResizeObserver((entries) => {
    const changes = entries.map(({ target }) => (target.matches(".tabbed-set") ? underline(target) : scrolls(target)));
    for (const change of changes) change();
  });
  for (const element of all(".md-content :is(.tabbed-set, pre > code)")) sizes.observe(element);

  addEventListener("change", ({ target }) => {
    if (target.matches(".tabbed-set > input")) {
      chosen = target;
      underline(target.parentElement)();
      load();
    } else if (target.matches(".md-nav__toggle")) {
      one(":scope > nav", target.parentElement).ariaExpanded = target.checked;
    }
  }, until);

  const words = JSON.parse(one("script#__config").textContent).translations;

  async function copy(code) {
    const text = code.innerText.trimEnd();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(code);
      if (!document.execCommand("copy")) return;
    }
    load();
    await loading;
    globalThis.alert$?.next(words["clipboard.copied"]);
  }

  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest(".md-code__button");
    if (button) copy(one("code", button.closest("pre")));
  });

  document$.subscribe(() => {
    for (const code of all(".md-content pre > code")) {
      const before = code.previousElementSibling;
      if (code.closest(".no-copy") || before?.matches(".md-code__nav")) continue;
      const bar = Object.assign(document.createElement("div"), { className: "md-code__nav" });
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "md-code__button", title: words["clipboard.copy"] });
      button.dataset.mdType = "copy";
      bar.append(button);
      code.before(bar);
    }
  });

  // Down the page --------------------------------------------------------------------------------------

  const wide = { navigation: matchMedia("(min-width: 76.25em)"), toc: matchMedia("(min-width: 60em)") };
  const up = part("top");
  let before = scrollY;
  let here = null;

  const middle = (link) => {
    const bar = link.closest(".md-sidebar__scrollwrap");
    if (link.offsetHeight) bar?.scrollTo({ top: link.offsetTop - bar.offsetTop - bar.offsetHeight / 2 });
  };

  /* The sidebars end where the text does. */
  function place() {
    const header = part("header").offsetHeight;
    const main = part("main");
    const margin = main.firstElementChild.offsetTop - main.offsetTop;
    const above = main.offsetTop - header;
    const hidden =
      Math.max(0, main.offsetTop - scrollY, header) +
      Math.max(0, innerHeight + scrollY - main.offsetTop - main.offsetHeight);
    const height = Math.max(0, innerHeight - hidden) + Math.min(margin, Math.max(0, scrollY - above)) - margin;
    const bars = all(".md-sidebar").map((bar) => [bar, one(".md-sidebar__scrollwrap", bar)]);
    for (const [bar, inner, room = height - 2 * inner.offsetTop] of bars) {
      const is = wide[bar.dataset.mdType].matches;
      inner.style.height = is ? `${room}px` : "";
      bar.style.top = is ? `${header}px` : "";
    }
    return { header, margin, read: above <= scrollY };
  }

  /* Where in the text the reader is: in the table of contents, in the header, in the way up. */
  function follow() {
    const { header, margin, read } = place();
    const end = innerHeight + scrollY >= Math.floor(body.offsetHeight);
    for (const toc of all("[data-md-component=toc]")) {
      const links = all(".md-nav__link", toc).filter((link) => {
        const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const passed = heading && (end || heading.getBoundingClientRect().top < header + 0.8 * margin);
        link.classList.toggle("md-nav__link--passed", passed);
        link.classList.remove("md-nav__link--active");
        return passed;
      });
      const last = links.at(-1);
      last?.classList.add("md-nav__link--active");
      if (last?.offsetHeight && last !== here) middle((here = last));
    }
    const title = one(".md-content h1")?.getBoundingClientRect();
    part("header-title").classList.toggle("md-header__title--active", Boolean(title?.height) && title.bottom <= header);
    if (up) {
      up.style.top = `${header + 16}px`;
      up.hidden = !(read && scrollY < before && scrollY > 0);
    }
    before = scrollY;
  }

  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!over.signal.aborted) follow();
    });
  };
  for (const type of ["scroll", "resize"]) addEventListener(type, soon, until);
  up?.addEventListener("click", () => scrollTo({ top: 0 }), until);
  place();
  paint(); // here the page has its styles: above, to ask for one would have computed all of them once more
  for (const link of all(".md-sidebar .md-nav__link--active[href]")) middle(link);
  if (scrollY) soon();

  // Folded parts, drawer -------------------------------------------------------------------------------

  const reveal = () => {
    let folded = null;
    try {
      folded = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details:not([open])");
    } catch {} // "#100%" is no address of a part
    if (folded) {
      folded.open = true;
      folded.scrollIntoView();
    }
    if (toggle("drawer")?.checked) toggle("drawer").click();
  };
  addEventListener("hashchange", reveal, until);
  reveal();
  addEventListener("beforeprint", () => {
    const folded = all(".md-content details:not([open])");
    for (const details of folded) details.open = true;
    addEventListener("afterprint", () => {
      for (const details of folded) details.open = false;
    }, { once: true });
  }, until);
})();
