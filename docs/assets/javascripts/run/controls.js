/* Run, Edit, Reset and Stop under each Python script of a page, and its knobs.
   This file is all that a page loads for them. Python itself (python.js) is loaded by the first Run, the
   editor (editor.js) by the first Edit. Without this script the page reads as before. */
(() => {
  "use strict";
  const HERE = document.currentScript.src;
  const USE = new URL("../../../use/#run-a-script", HERE);
  const SCRIPTS = "article .language-python.highlight > .filename + pre > code";
  const OUTPUTS = "article .highlight.output > pre > code";
  const NEEDS_TORCH = /^\s*(?:import|from)\s+torch\b/m;
  const RAN_BEFORE = "glossary.ran-python";
  /* As glossary/content/knobs.py reads them, which has looked at each. */
  const KNOB = /^([A-Za-z_]\w*) = ("[^"\n]*"|\S+)(?= +#(?:.*;)? knob: (.+)$)/gm;
  const RANGE = /^(\S+) to (\S+?)(?: by (\S+))?$/;
  const PATIENCE = 200; // ms after which a turn that has no output yet looks like a run

  const blocks = new Set();
  const modules = {};
  let tries = 0;

  /* A part of the runner, loaded when it is first needed. One that failed to load is asked for again at
     another address: browsers remember a failure. */
  function load(name) {
    modules[name] ??= import(new URL(tries ? `${name}?${tries}` : name, HERE)).catch((error) => {
      delete modules[name];
      tries += 1;
      throw error;
    });
    return modules[name];
  }

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function button(text, label, action) {
    const element = make("button", "run-button", text);
    element.type = "button";
    element.setAttribute("aria-label", `${text} ${label}`);
    element.addEventListener("click", action);
    return element;
  }

  const MB = (bytes) => (bytes / 1e6).toFixed(1);
  const withoutLastLineEnds = (text) => text.replace(/\n+$/, "");

  /* What a reader can turn: a slider, or a choice where the script lists values. */
  class Knob {
    constructor(name, value, values, turn) {
      this.name = name;
      this.value = value;
      this.element = make("label", "run-knob");
      this.shown = make("span", "run-value");
      this.shown.setAttribute("aria-hidden", "true"); // the slider says it
      const range = RANGE.exec(values);
      this.control = make(range ? "input" : "select", "run-turn");
      if (range) {
        const [, min, max, step = "1"] = range;
        const decimals = [min, max, step].map((text) => (text.split(".")[1] ?? "").length);
        this.digits = Math.max(...decimals);
        Object.assign(this.control, { type: "range", min, max, step });
      } else {
        for (const one of values.split(", ")) this.control.append(new Option(one, one));
      }
      this.element.append(make("code", "", name), this.control, this.shown);
      this.follow(value);
      this.control.addEventListener("input", turn);
      comeNear(this.control);
    }

    /* As the script spells it. */
    get now() {
      const { value } = this.control;
      return this.digits === undefined ? value : Number(value).toFixed(this.digits);
    }

    /* Show what the script says, if it is one of its values. */
    follow(text) {
      this.control.value = text;
      this.control.disabled = this.now !== text;
      this.shown.textContent = text;
      if (this.digits !== undefined) this.control.setAttribute("aria-valuetext", text);
    }
  }

  /* The knobs that lines of a script speak of, and the group in which they stand. */
  function knobsOf(text, name, turn) {
    const knobs = Array.from(text.matchAll(KNOB), (line) => new Knob(...line.slice(1), turn));
    const group = make("div", "run-knobs");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Knobs of ${name}`);
    group.append(...knobs.map((knob) => knob.element));
    return [knobs, group];
  }

  /* The knobs of a picture. What draws it anew (picture.js) is loaded by the first turn. */
  function enliven(figure) {
    const bar = make("div", "run-bar");
    const status = make("span", "run-status");
    status.setAttribute("role", "status");
    bar.append(status);
    let picture = null;
    const [knobs, group] = knobsOf(figure.dataset.knobs, figure.querySelector("title").textContent, async () => {
      try {
        const { Picture } = await load("picture.js");
        picture ??= new Picture(figure, knobs, bar, { load, button, remember, MB });
        picture.turn();
      } catch {
        status.textContent = "Not loaded. Is the network there? Turn again to try";
      }
    });
    figure.append(group, bar);
  }

  class Block {
    constructor(code) {
      this.code = code;
      this.pre = code.parentElement;
      this.element = this.pre.parentElement;
      this.name = this.element.querySelector(".filename").textContent.trim();
      this.original = withoutLastLineEnds(code.textContent);
      this.text = this.original;
      this.editor = null;
      this.stopRun = null;
      this.bar = make("div", "run-bar");
      this.knobs = [];
      this.pre.after(this.bar);
      if (NEEDS_TORCH.test(this.original)) this.addNote();
      else this.addButtons();
    }

    addNote() {
      const link = make("a", "", "run it on your computer");
      link.href = USE;
      this.bar.append(make("span", "run-note", "Needs PyTorch: "));
      this.bar.firstChild.append(link);
    }

    addButtons() {
      this.run = button("Run", this.name, () => this.start());
      this.stop = button("Stop", this.name, () => this.stopRun?.());
      this.edit = button("Edit", this.name, () => this.toggleEditor());
      this.reset = button("Reset", this.name, () => this.restore());
      this.run.classList.add("run-start");
      this.edit.setAttribute("aria-pressed", "false");
      this.stop.hidden = this.reset.hidden = true;
      this.status = make("span", "run-status");
      this.status.setAttribute("role", "status");
      // Beside the status and not in it: a screen reader would read every step aloud.
      this.progress = make("span", "run-progress");
      this.progress.setAttribute("aria-hidden", "true");
      this.bar.append(this.run, this.stop, this.edit, this.reset, this.status, this.progress);
      // The calculator writes its script anew.
      this.code.addEventListener("rewrite", (event) => {
        event.preventDefault();
        this.rewrite(event.detail);
      });
      comeNear(this.run);
      this.addKnobs();
    }

    addKnobs() {
      const [knobs, group] = knobsOf(this.original, this.name, () => this.turn());
      this.knobs = knobs;
      if (knobs.length) this.bar.before(group);
    }

    get changed() {
      return this.text !== this.original;
    }

    /* The text with its knobs at these values. */
    at(value) {
      return this.text.replace(KNOB, (line, name) => {
        const knob = this.knobs.find((one) => one.name === name);
        return !knob || knob.control.disabled ? line : `${name} = ${value(knob)}`;
      });
    }

    /* Whether nothing but its knobs was changed: then it is a script that the site has tested. */
    get own() {
      return this.at((knob) => knob.value) === this.original;
    }

    /* Write the knobs into the script and run it. A run that goes on is not stopped, since the next would
       have to wait for another Python: the latest values run after it. */
    async turn() {
      try {
        await load("editor.js");
      } catch {
        this.say("The editor could not be loaded", "error");
        return;
      }
      this.again = true;
      await this.write(this.at((knob) => knob.now), false);
      if (!this.stopRun) this.start(true);
    }

    /* What the page says that the unchanged script prints. */
    get output() {
      const follows = (output) =>
        this.element.compareDocumentPosition(output) & Node.DOCUMENT_POSITION_FOLLOWING;
      return [...document.querySelectorAll(OUTPUTS)].find(follows);
    }

    say(text, kind = "") {
      this.status.textContent = text;
      this.bar.dataset.state = kind;
      this.progress.textContent = "";
    }

    /* What a turn prints takes the place of what was printed before, all at once: between them nothing
       is shown that would move the page at each step of a slider. */
    async start(turning = false) {
      if (this.stopRun) return;
      let stopped = false;
      this.stopRun = () => {
        stopped = true;
        this.end({ outcome: "stopped" });
      };
      this.turning = turning;
      this.again = false;
      const busy = (what, state) => {
        this.run.setAttribute("aria-disabled", "true");
        this.stop.hidden = false;
        this.say(what, state);
      };
      if (turning) {
        this.last = this.result;
        this.result = null;
        this.bar.dataset.state = "running";
        this.waiting = setTimeout(() => {
          this.turning = false;
          if (this.bar.dataset.state === "loading") busy(this.status.textContent, "loading");
          else busy("Running", "running");
          this.showResult();
        }, PATIENCE);
      } else {
        this.clearResult();
        busy("Loading Python", "loading");
      }
      // All of it now: the script, and its knobs, may be others when Python is there.
      const { text, own } = this;
      const values = this.knobs.filter((knob) => knob.now !== knob.value);
      const what = values.map((knob) => `${knob.name} = ${knob.now}`).join(", ");
      this.shown = null;
      let python, Shown;
      try {
        [python, { Shown }] = await Promise.all([load("python.js"), load("shown.js")]);
      } catch {
        if (!stopped) this.end({ outcome: "not loaded" });
        return;
      }
      if (stopped) return;
      this.shown = new Shown(text, own ? what && `, with ${what}` : ", of the changed script", () => this.showResult());
      const stop = python.run(text, this.name, !own, {
        waiting: () => this.say("Waiting for the script before it", "loading"),
        loading: (what, have, total) => this.showProgress(what, have, total),
        running: () => {
          remember();
          if (!this.turning) this.say("Running", "running");
          this.openResult();
          if (!this.turning) this.showResult();
        },
        output: (kind, piece) => this.shown.add(kind, piece),
        ended: (result) => this.shown.afterwards(() => this.end(result)),
      });
      this.stopRun = () => {
        this.shown.drop();
        stop();
        if (this.stopRun) this.end({ outcome: "stopped" }); // it had ended, and not all was shown
      };
    }

    showProgress(what, have, total) {
      if (this.status.textContent !== what) this.say(what, "loading");
      this.progress.textContent = total ? `${MB(have)} of ${MB(total)} MB` : "";
    }

    openResult() {
      this.result = make("div", "run-result");
      this.title = make("span", "run-title", "Your run");
      const pre = make("pre", "");
      pre.tabIndex = 0;
      pre.setAttribute("role", "group");
      pre.setAttribute("aria-label", `output of your run of ${this.name}`);
      pre.append(this.shown?.element ?? "");
      this.result.append(this.title, pre);
    }

    showResult() {
      this.last?.remove();
      this.last = null;
      if (this.result && !this.result.isConnected) this.bar.after(this.result); // once more: all laid out anew
    }

    clearResult() {
      this.result?.remove();
      this.last?.remove();
      this.result = this.last = null;
    }

    end(result) {
      let { outcome, note } = result;
      this.stopRun = null;
      clearTimeout(this.waiting);
      this.turning = false;
      this.again &&= !["stopped", "not loaded"].includes(outcome);
      this.showResult();
      this.run.removeAttribute("aria-disabled");
      if (document.activeElement === this.stop) this.run.focus();
      this.stop.hidden = true;
      if (outcome === "not loaded") {
        this.shown = null;
        this.say("Not loaded", "error");
        note ||= "Python could not be loaded. Is the network there? Press Run to try again.";
      } else if (this.shown) {
        this.shown.end(result);
        this.bar.dataset.state = outcome;
        this.judge();
      } else {
        this.say("Stopped", "stopped");
      }
      if (note) {
        if (!this.result) this.openResult();
        this.result.append(make("p", "run-remark", note));
        this.showResult();
      }
      if (this.again) this.start(true);
    }

    /* Say of the run that ended what holds for the script as it stands now. */
    judge() {
      const [title, status] = this.shown.verdict(this);
      if (this.result) this.title.textContent = title;
      if (this.bar.dataset.state && this.status.textContent !== status) this.say(status, this.bar.dataset.state);
    }

    async toggleEditor() {
      if (this.editor) {
        this.editor.close();
        this.editor = null;
        this.edit.setAttribute("aria-pressed", "false");
        this.say("");
        return;
      }
      let editor;
      try {
        editor = await load("editor.js");
      } catch {
        this.say("The editor could not be loaded", "error");
        return;
      }
      if (this.editor) return; // pressed twice
      this.edit.setAttribute("aria-pressed", "true");
      this.editor = editor.open(this.code, this.text, {
        label: `Code of ${this.name}`,
        changed: (text) => this.change(text),
        run: () => this.start(),
      });
      this.say("Tab indents; Esc, then Tab leaves");
    }

    change(text) {
      this.text = text;
      if (this.knobs.length) {
        const now = new Map(Array.from(text.matchAll(KNOB), ([, name, value]) => [name, value]));
        for (const knob of this.knobs) knob.follow(now.get(knob.name) ?? "–");
      }
      if (document.activeElement === this.reset && !this.changed) this.edit.focus();
      if (this.reset.hidden === this.changed) {
        this.reset.hidden = !this.changed;
        const label = this.output?.closest(".output").querySelector(".filename");
        if (label) label.textContent = this.changed ? "Output of the script as it was" : "Output";
      }
      if (this.shown?.ended && !this.again) this.judge();
    }

    /* Another text, as if the reader had typed it; `focus`: and were still there. */
    async write(text, focus = true) {
      const editor = await load("editor.js");
      if (this.editor) {
        this.editor.replace(text, focus);
      } else {
        editor.paint(this.code, text);
        this.change(text);
      }
    }

    /* Another text from fields of the page. What a reader has written here is not touched. */
    async rewrite(text) {
      if (this.changed && this.text !== this.written) {
        if (!this.stopRun) this.say("Your edit stays: Reset, then the fields change the script again");
        return;
      }
      const before = this.text;
      this.written = text;
      try {
        await this.write(text, false);
        if (this.stopRun && text !== before) this.again = true;
      } catch {
        this.say("The editor could not be loaded", "error");
      }
    }

    async restore() {
      await this.write(this.original);
      this.again = false;
      if (this.turning) this.stopRun();
      if (!this.stopRun) {
        this.clearResult();
        this.say("As it was");
      }
    }
  }

  /* Remembered so that a page that is only read loads nothing, and whoever ran a script waits less. */
  function remember() {
    try {
      localStorage.setItem(RAN_BEFORE, "yes");
    } catch {
      // No storage: then it starts at the press.
    }
  }

  function ranBefore() {
    try {
      return localStorage.getItem(RAN_BEFORE) === "yes" && !navigator.connection?.saveData;
    } catch {
      return false;
    }
  }

  const warmUp = () => load("python.js").then((python) => python.warmUp()).catch(() => {});

  /* Whoever presses Run is certain to want Python. Whoever comes near has perhaps run it before. */
  function comeNear(control) {
    control.addEventListener("pointerdown", () => warmUp());
    for (const type of ["pointerenter", "focus"]) {
      control.addEventListener(type, () => ranBefore() && warmUp());
    }
  }

  function enhance() {
    for (const block of blocks) {
      if (block.code.isConnected) continue;
      block.stopRun?.(); // its page was left by instant navigation
      blocks.delete(block);
    }
    for (const figure of document.querySelectorAll("figure[data-knobs]:not(:has(.run-bar))")) enliven(figure);
    const known = new Set([...blocks].map((block) => block.code));
    for (const code of document.querySelectorAll(SCRIPTS)) {
      if (!known.has(code)) blocks.add(new Block(code));
    }
  }

  // Material says when it has changed the page without loading it (instant navigation).
  if (globalThis.document$) globalThis.document$.subscribe(enhance);
  else enhance();
})();
