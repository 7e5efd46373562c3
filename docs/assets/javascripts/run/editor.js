/* The editor: a plain textarea that lies, transparent, over the colored code of a script.
   So selection, spelling of a phone's keyboard and screen readers are the browser's own, and the colors are
   the page's. A text that is too long to be colored at each key is shown by the textarea itself. */

const INDENT = 4;
const COLORED = 10_000; // characters, four times the longest script of a page

/* Let the code be edited. `on`: label, changed(text), run(). */
export function open(code, text, { label, changed, run }) {
  const pre = code.parentElement;
  const area = document.createElement("textarea");
  area.className = "run-editor";
  area.value = text;
  area.setAttribute("aria-label", label);
  area.setAttribute("aria-description", "Tab indents. Escape, then Tab leaves. Control Enter runs.");
  for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) area.setAttribute(name, "off");
  area.spellcheck = false;
  area.wrap = "off";
  let leaving = false; // after Escape, Tab moves on as everywhere else
  let painting = 0;
  const history = historyOf(area, put);

  /* What runs is always what the textarea holds; the colors follow before the next picture. */
  function change() {
    changed(area.value);
    painting ||= requestAnimationFrame(show);
  }

  function show() {
    cancelAnimationFrame(painting);
    painting = 0;
    const { value } = area;
    const plain = !paint(code, value);
    pre.classList.toggle("run-plain", plain);
    if (!plain) return;
    // The hidden code gives the textarea no size.
    const lines = value.split("\n");
    area.rows = lines.length;
    area.cols = lines.reduce((longest, { length }) => Math.max(longest, length), 1);
  }

  /* Replace what is selected. */
  function put(piece) {
    area.setRangeText(piece, area.selectionStart, area.selectionEnd, "end");
    change();
  }

  /* The same, as a step of its own that can be undone. */
  function type(piece) {
    put(piece);
    history.note(false);
  }

  area.addEventListener("input", (event) => {
    change();
    if (!event.isComposing) history.note(true);
  });
  area.addEventListener("compositionend", () => history.note(true));
  area.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") history.undo(event);
    else if (event.inputType === "historyRedo") history.redo(event);
  });
  area.addEventListener("focus", () => (leaving = false));
  area.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    // Material's own keys (such as "/" for the search) are not for here.
    if (!command) event.stopPropagation();
    // The key that ends a composition is a part of it; Safari sends it later, as number 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (key === "escape") {
      leaving = true;
    } else if (key === "tab" && !leaving) {
      event.preventDefault();
      indent(area, event.shiftKey, type);
    } else if (key === "enter" && command) {
      event.preventDefault();
      run();
    } else if (key === "enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      type(`\n${" ".repeat(indentAfter(area))}`);
    } else if (command && key === "z" && !event.altKey) {
      history[event.shiftKey ? "redo" : "undo"](event);
    } else if (command && key === "y" && !event.altKey && !event.shiftKey) {
      history.redo(event);
    } else if (!["tab", "shift", "control", "alt", "meta"].includes(key)) {
      leaving = false;
    }
  });

  pre.classList.add("run-editing");
  pre.parentElement.classList.add("run-edited");
  code.setAttribute("aria-hidden", "true");
  pre.append(area);
  show();
  area.focus({ preventScroll: true });
  area.setSelectionRange(0, 0);

  return {
    close() {
      show();
      area.remove();
      pre.classList.remove("run-editing", "run-plain");
      pre.parentElement.classList.remove("run-edited");
      code.removeAttribute("aria-hidden");
    },
    /* Without `focus` the reader is elsewhere, such as at a knob, and stays there. */
    replace(other, focus = true) {
      if (focus) {
        area.focus();
        area.select();
        type(other);
        area.setSelectionRange(0, 0);
      } else {
        area.setRangeText(other, 0, area.value.length, "preserve");
        change();
        history.note(false);
      }
      show();
    },
  };
}

/* Undo and redo. A browser forgets its own when a script changes the text, and the one command that it
   remembers (insertText) takes Chromium and WebKit seconds for some hundred lines. */
function historyOf(area, put) {
  let text = area.value;
  let typing = false; // whether the last step may grow
  const steps = { undo: [], redo: [] };

  function go(from, to, event) {
    event.preventDefault();
    const step = steps[from].pop();
    if (!step) return;
    const { at, before, after } = step;
    area.setSelectionRange(at, at + after.length);
    put(before);
    text = area.value;
    typing = false;
    steps[to].push({ at, before: after, after: before });
  }

  return {
    /* Remember what has changed; letters that are typed, or deleted, one after the other are one step. */
    note(typed) {
      const step = difference(text, area.value);
      text = area.value;
      if (!step) return;
      steps.redo.length = 0;
      const last = steps.undo.at(-1);
      const { at, before, after } = step;
      const grows = typed && typing && !after.includes("\n");
      if (grows && !before && last.after && at === last.at + last.after.length) last.after += after;
      else if (grows && !after && !last.after && at + before.length === last.at) {
        last.at = at;
        last.before = before + last.before;
      } else steps.undo.push(step);
      typing = typed;
    },
    undo: (event) => go("undo", "redo", event),
    redo: (event) => go("redo", "undo", event),
  };
}

/* Where two texts differ, and what each has there. */
function difference(one, other) {
  if (one === other) return null;
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  let same = 0;
  while (same < most - at && one[one.length - same - 1] === other[other.length - same - 1]) same += 1;
  return { at, before: one.slice(at, one.length - same), after: other.slice(at, other.length - same) };
}

/* Columns that a line after the caret's begins with. */
function indentAfter(area) {
  const before = area.value.slice(0, area.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const columns = /^ */.exec(line)[0].length;
  return /:\s*(#.*)?$/.test(line) ? columns + INDENT : columns;
}

/* Tab and Shift-Tab: one line at the caret, or all lines of the selection. */
function indent(area, back, type) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const first = value.lastIndexOf("\n", start - 1) + 1;
  if (!back && start === end) {
    type(" ".repeat(INDENT - ((start - first) % INDENT)));
    return;
  }
  const last = value.indexOf("\n", Math.max(start, end - 1));
  const stop = last < 0 ? value.length : last;
  const lines = value.slice(first, stop).split("\n");
  const moved = lines.map((line) =>
    back ? line.replace(/^ {1,4}/, "") : line && " ".repeat(INDENT) + line,
  );
  if (moved.join() === lines.join()) return;
  area.setSelectionRange(first, stop);
  type(moved.join("\n"));
  const shift = moved[0].length - lines[0].length;
  const grown = moved.join("\n").length - (stop - first);
  area.setSelectionRange(Math.max(first, start + shift), Math.max(first, end + grown));
}

/* Show `text` in the element `code`, colored as the page colors Python; whether it could be colored. */
export function paint(code, text) {
  const pieces = text.length > COLORED ? null : coloredOrNot(text);
  const shown = document.createDocumentFragment();
  for (const [kind, piece] of pieces ?? [["", text]]) shown.append(kind ? span(kind, piece) : piece);
  code.replaceChildren(shown, "\n");
  // What a knob turns is marked, so that the reader sees what changes.
  for (const comment of code.querySelectorAll(".c1")) {
    if (!/^#(?:.*;)? knob: /.test(comment.textContent) || comment.previousSibling.data?.trim()) continue;
    comment.previousElementSibling?.classList.add("run-turned");
  }
  return pieces !== null;
}

function span(kind, text) {
  const node = document.createElement("span");
  node.className = kind;
  node.textContent = text;
  return node;
}

/* Null where a text nests too deep. */
function coloredOrNot(text) {
  try {
    return colored(text);
  } catch (error) {
    if (error instanceof RangeError || error.name === "InternalError") return null;
    throw error;
  }
}

const KEYWORDS = new Set(
  ("assert async await break continue del elif else except finally for global if lambda pass raise " +
    "nonlocal return try while yield as with").split(" "),
);
const IN_EXPRESSIONS = new Set("async await else for if lambda yield".split(" "));
const PLAIN = new Set("True False None in is and or not".split(" "));
const BUILT_IN = new Set(
  ("__import__ abs aiter all any bin bool bytearray breakpoint bytes callable chr classmethod compile " +
    "complex delattr dict dir divmod enumerate eval filter float format frozendict frozenset getattr " +
    "globals hasattr hash hex id input int isinstance issubclass iter len list locals map max memoryview " +
    "min next object oct open ord pow print property range repr reversed round sentinel set setattr slice " +
    "sorted staticmethod str sum super tuple type vars zip self cls Ellipsis NotImplemented").split(" "),
);
const EXCEPTION = /^(?:[A-Z]\w*(?:Error|Warning)|BaseException|Exception|GeneratorExit|KeyboardInterrupt|Stop(?:Async)?Iteration|SystemExit)$/;
/* Names of Python's own methods are not colored, but for those that Pygments does not know as such. */
const OWN_METHOD = /^__\w+__$/;
const UNKNOWN_METHOD = new RegExp("^__(?:reduce(?:_ex)?|[gs]etstate|getnewargs(?:_ex)?|post_init|" +
  "class_getitem|init_subclass|set_name|(?:deep)?copy|sizeof|fspath|mro_entries|subclasshook|" +
  "array(?:_ufunc)?|torch_function|buffer|trunc|floor|ceil)__$");
const DOCSTRING = /^([^\S\n]*)([rRuUbB]{0,2})("""[\s\S]*?"""|'''[\s\S]*?''')/my;
const QUOTE = /([rRbBuUfFtT]{0,2})("""|'''|"|')/y;
const NUMBER = /(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][+-]?\d+j?|0[oO][0-7_]+|0[bB][01_]+|0[xX][\da-fA-F_]+|\d(?:_?\d)*/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const ESCAPE = /\\(?:N\{.*?\}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\\abfnrtv"']|\n|x[\da-fA-F]{2}|[0-7]{1,3})/y;

/* [class, text] of each piece, with the classes of Pygments, which colors the page. A test holds the two
   against each other for every script of the site. */
function colored(text) {
  const pieces = [];
  let at = 0;

  const take = (kind, length) => {
    const piece = text.slice(at, at + length);
    const last = pieces.at(-1);
    if (last?.[0] === kind) last[1] += piece;
    else pieces.push([kind, piece]);
    at += length;
  };
  // A character beyond the first 65,536, such as an emoji, takes two places and must stay whole.
  const one = () => (text.codePointAt(at) > 0xffff ? 2 : 1);
  const match = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const takeIf = (pattern, kind) => {
    const found = match(pattern);
    if (found) take(kind, found[0].length);
    return Boolean(found);
  };

  function string(prefix, quote) {
    const formatted = /[ft]/i.test(prefix);
    const raw = /r/i.test(prefix);
    take("", prefix.length);
    take("s2", quote.length);
    while (at < text.length) {
      if (text.startsWith(quote, at)) return take("s2", quote.length);
      if (quote.length === 1 && text[at] === "\n") return;
      if (!raw && takeIf(ESCAPE, "se")) continue;
      if (!formatted) {
        take("s2", one());
      } else if (!raw && (text.startsWith("{{", at) || text.startsWith("}}", at))) {
        take("se", 2);
      } else if (text[at] === "{") {
        take("s2", 1);
        code(true);
      } else {
        take("s2", one());
      }
    }
  }

  /* Names after `import` and `from`. */
  function modules(from) {
    for (;;) {
      takeIf(/[^\S\n]+/y, "");
      if (from && takeIf(/import\b/y, "k")) return;
      if (!from && takeIf(/as\b/y, "k")) continue;
      if (from && takeIf(/\./y, "nf")) continue;
      if (takeIf(NAME, "nf") || takeIf(/\./y, "nf")) continue;
      if (from || !takeIf(/,/y, "")) return;
    }
  }

  /* Code; inside an f-string up to what ends the expression. */
  function code(inside) {
    let depth = 0;
    while (at < text.length) {
      const lineStart = at === 0 || text[at - 1] === "\n";
      let found;
      if (!inside && lineStart && (found = match(DOCSTRING))) {
        take("", found[1].length + found[2].length);
        take("c1", found[3].length);
        continue;
      }
      if (!inside && takeIf(/#.*/y, "c1")) continue;
      if (inside && depth === 0 && takeIf(/(?:=\s*)?(?:![sraf])?[}:]/y, "s2")) return;
      if ((found = match(QUOTE))) {
        string(found[1], found[2]);
        continue;
      }
      if (takeIf(NUMBER, "mi")) continue;
      if (takeIf(/@[\p{L}_][\p{L}\p{N}_]*/uy, "k")) continue;
      if ((found = match(NAME))) {
        name(found[0], inside);
        continue;
      }
      if ("([{".includes(text[at])) depth += 1;
      if (")]}".includes(text[at])) depth -= 1;
      take("", one());
    }
  }

  function name(word, inside) {
    const { length } = word;
    const attribute = text[at - 1] === ".";
    if (PLAIN.has(word)) take("", length);
    else if ((inside ? IN_EXPRESSIONS : KEYWORDS).has(word)) take("k", length);
    else if (!inside && (word === "def" || word === "class") && /\s/.test(text[at + length] ?? "")) {
      take("k", length);
      takeIf(/\s+/y, "");
      const next = match(NAME);
      const plain = word === "def" && next && OWN_METHOD.test(next[0]) && !UNKNOWN_METHOD.test(next[0]);
      if (next) take(plain ? "" : "nf", next[0].length);
    } else if (!inside && (word === "import" || word === "from")) {
      take("k", length);
      modules(word === "from");
    } else if (!attribute && BUILT_IN.has(word)) take("nb", length);
    else if (!attribute && EXCEPTION.test(word)) take("nf", length);
    else take("", length);
  }

  code(false);
  return pieces;
}
