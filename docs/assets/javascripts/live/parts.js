/* What the live GPT shows: each part fills its form, and returns what brings it up to date. Texts of readers
   and of the model enter as text only. */
/* By the query of this one: what failed once is asked for anew (page.js). */
const AGAIN = new URL(import.meta.url).search;
const [common, { train }] = await Promise.all([import(`./common.js${AGAIN}`), import(`./train.js${AGAIN}`)]);
const { END, SETTINGS, button, check, digits, letters, make, name, percent, select, slider, unique, written, wrongLetters } = common;

const quoted = (text) => (text ? `“${text}”` : "nothing");

/* Several of which one is on; by keyboard as radio buttons are. */
function radios(legend, change) {
  const group = unique();
  const element = make("fieldset", { class: "live-radios" }, make("legend", {}, legend));
  return {
    element,
    show(options, value) {
      if (element.dataset.shown !== JSON.stringify(options)) {
        element.dataset.shown = JSON.stringify(options);
        for (const one of element.querySelectorAll("label")) one.remove();
        for (const [key, text] of options) {
          const input = make("input", { type: "radio", name: group, value: key, on: { change: () => change(key) } });
          element.append(make("label", {}, input, make("span", {}, text)));
        }
      }
      for (const one of element.querySelectorAll("input")) one.checked = one.value === value;
    },
  };
}

function paper(live) {
  const list = make("ol", { class: "live-rows" });
  const frame = make("div", { class: "live-paper", role: "group", "aria-label": "What it has written", tabindex: "0" }, list);
  const drawn = new Map();
  return {
    frame,
    draw() {
      for (const [row, item] of drawn) {
        if (!live.rows.includes(row)) {
          item.remove();
          drawn.delete(row);
        }
      }
      for (const row of live.rows) {
        let item = drawn.get(row);
        const last = row === live.rows.at(-1);
        if (item && !last && item.dataset.done) continue;
        if (!item) {
          const label = make("b", {}, row.label.text);
          if (row.label.more) label.append(make("small", {}, ` ${row.label.more}`));
          item = make("li", { class: row.label.base ? "live-row" : "live-row live-adapted" }, label, make("i"));
          drawn.set(row, item);
          list.append(item);
        }
        item.dataset.done = last ? "" : "yes";
        const words = row.words.flatMap((word) => [written(word), " "]);
        if (last) words.push(make("span", { class: "live-now" }, row.word || live.start));
        item.lastChild.replaceChildren(...words);
      }
      frame.scrollTop = frame.scrollHeight;
    },
  };
}

/* Writing, and the switch. */
function writing(form, live, small) {
  const said = make("p", { class: "live-said", role: "status" });
  const wrong = make("p", { class: "live-wrong", role: "alert" });
  const note = make("p", { class: "live-wrong" });
  const { frame, draw } = paper(live);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const play = button("Write", () => (live.playing ? pause() : live.play()), { "data-first": true, class: "live-main" });
  const pause = () => {
    live.pause();
    const words = live.rows.at(-1)?.words.slice(-3).map((one) => one.text) ?? [];
    if (words.length) said.textContent = `It wrote: ${words.join(", ")}.`;
  };
  const one = button("One character", async () => {
    live.pause();
    await live.step();
    if (!live.last) return;
    const { token, text, chances } = live.last;
    const drawn = token === END ? "the end of the word" : quoted(letters[token]);
    said.textContent = `After ${quoted(text)}: ${drawn}, which had ${percent(chances[token])}.`;
  });
  const clear = button("Clear", () => live.clear());
  const start = make("input", {
    type: "text", value: live.start, spellcheck: "false", autocapitalize: "off", enterkeyhint: "done",
    on: { input: () => { wrong.textContent = live.begins(start.value); } },
  });
  const pace = select("Pace", [["350", "slow"], ["90", "to read along"], ["15", "fast"]], String(live.pace), (value) => { live.pace = Number(value); });
  const adapter = radios("LoRA adapter", (value) => live.set("adapter", value));
  const scale = slider("Alpha", { ...SETTINGS.scale, value: live.settings.scale, says: (x) => `× ${x.toFixed(1)}` }, (value) => {
    if (!live.settings.adapter) live.settings.adapter = live.newest;
    live.set("scale", value);
  });
  const merged = select("The adapter stands", [["", "beside the weights"], ["yes", "merged into them"]], live.settings.merged ? "yes" : "", (value) => live.set("merged", value === "yes"));
  const hash = make("p", { class: "live-hash" });

  form.replaceChildren(
    frame,
    make("div", { class: "live-bar live-switch" }, adapter.element, scale.element, ...(small ? [] : [merged.element])),
    make("div", { class: "live-bar" }, play, one, clear, make("label", { class: "live-select" }, make("span", {}, "Begin each word with"), start), pace.element),
    wrong,
    note,
    said,
    hash,
  );
  form.append(make("p", { class: "live-hash" }, "(given) marks a name that the adapter was trained on. Other words may stand in the list that the GPT was trained on."));
  if (small) form.append(...small);

  return (what) => {
    if (what === "settings") {
      said.textContent = live.settings.adapter && !live.settings.scale ? "At × 0 the adapter adds nothing: the GPT alone." : "";
    }
    adapter.show([["", "off"], ...[...live.adapters].map(([key, { title }]) => [key, title])], live.settings.adapter);
    scale.show(live.settings.scale);
    play.textContent = live.playing ? "Pause" : "Write";
    note.textContent = live.note;
    if (what === "lost" || what === "error") wrong.textContent = live.error;
    else if (what === "word" || what === "character") wrong.textContent = wrongLetters(start.value);
    if (!calm.matches || what !== "character" || !live.playing) draw();
    if (what !== "character" && what !== "word") {
      if (!live.hash) {
        hash.textContent = "Your browser computes no SHA-256 for a page that came without https: that no number of the base changes cannot be shown here.";
        return;
      }
      const same = live.hash === live.hashNow;
      hash.replaceChildren(
        "Base weights, SHA-256: ", make("code", {}, live.hash.slice(0, 16)), " when they were loaded, ",
        make("code", {}, live.hashNow.slice(0, 16)), same ? " now: not one number has changed." : " now: THEY HAVE CHANGED.",
      );
    }
  };
}

/* What could come next, as columns and in words. */
function next(form, live) {
  const columns = letters.map((letter, token) => {
    const own = make("i");
    const drawn = make("b");
    const column = make("li", {}, make("span", {}, own, drawn), make("em", {}, token === END ? "■" : letter));
    return { own, drawn, column };
  });
  const chart = make("ol", { class: "live-columns", "aria-hidden": "true" }, ...columns.map((one) => one.column));
  const said = make("p", { class: "live-chances" });
  const { set, settings } = { set: (key) => (value) => live.set(key, value), settings: live.settings };
  const about = {
    temperature: ["Temperature", (x) => (x ? x.toFixed(1) : "0: always the likeliest")],
    topK: ["Top-k", (x) => (x === SETTINGS.topK.max ? "all 27" : `${x} of 27`)],
    topP: ["Top-p", (x) => (x === 1 ? "1: all" : x.toFixed(2))],
    minP: ["Min-p", (x) => (x ? x.toFixed(2) : "0: all")],
  };
  const sliders = Object.entries(about).map(([key, [label, says]]) => [key, slider(label, { ...SETTINGS[key], value: settings[key], says }, set(key))]);
  const one = button("One character", () => { live.pause(); live.step(); }, { "data-first": true });
  const reset = button("Reset", () => {
    for (const [key] of sliders) live.settings[key] = SETTINGS[key].value;
    document.activeElement.blur?.();
    live.tell("settings");
  });
  form.replaceChildren(
    chart,
    said,
    make("div", { class: "live-sliders" }, ...sliders.map(([, one]) => one.element)),
    make("div", { class: "live-bar" }, one, reset),
  );
  return () => {
    for (const [key, one] of sliders) one.show(live.settings[key]);
    if (!live.last) {
      said.textContent = "Press One character: here stand the probabilities of all 27 characters that can follow.";
      return;
    }
    const { text, token, own, chances } = live.last;
    const most = Math.max(...own, ...chances);
    columns.forEach((one, at) => {
      one.own.hidden = own[at] < most / 200;
      one.own.style.height = `${(100 * own[at]) / most}%`;
      one.drawn.style.height = `${(100 * chances[at]) / most}%`;
      one.column.className = at === token ? "live-drawn" : "";
    });
    const order = [...chances.keys()].sort((a, b) => chances[b] - chances[a]).filter((at) => chances[at] > 0);
    const cut = letters.length - order.length;
    said.replaceChildren(
      `After ${quoted(text)} it drew `, make("b", {}, name(token)), ` (${percent(chances[token])}). Most likely: `,
      order.slice(0, 5).map((at) => `${name(at)} ${percent(chances[at])}`).join(", "),
      cut ? `. ${cut} of 27 cannot be drawn.` : ".",
    );
  };
}

/* Who looks at whom, in one head. */
function attention(form, live) {
  const wrong = make("p", { class: "live-wrong", role: "alert" });
  const table = make("table", { class: "live-table" });
  const said = make("p", { class: "live-said", role: "status" });
  const at = { layer: 0, head: 0, mask: true };
  let turn = 0;
  const text = make("input", { type: "text", value: "tyrannosaurus", spellcheck: "false", autocapitalize: "off", "data-first": true, on: { input: () => look() } });
  const numbers = (count) => Array.from({ length: count }, (_, i) => [String(i), String(i + 1)]);
  const layer = select("Block", numbers(3), "0", (value) => { at.layer = Number(value); look(); });
  const head = select("Head", numbers(4), "0", (value) => { at.head = Number(value); look(); });
  const mask = check("Causal mask", true, (value) => { at.mask = value; look(); });
  const frame = make("div", { class: "live-grid", role: "group", "aria-label": "Attention weights", tabindex: "0" }, table);
  form.replaceChildren(
    make("div", { class: "live-bar" }, make("label", { class: "live-select" }, make("span", {}, "Text"), text), layer.element, head.element, mask.element),
    wrong,
    frame,
    said,
  );

  async function look() {
    const now = (turn += 1);
    const word = text.value.trim().toLowerCase();
    wrong.textContent = word ? wrongLetters(word) : "Write at least one letter.";
    if (wrong.textContent) return;
    try {
      const { adapter, scale, merged } = live.settings;
      const { weights } = await live.ask({ do: "look", text: word, ...at, adapter, scale, merged });
      if (now === turn) draw([...word], weights);
    } catch (error) {
      wrong.textContent = error.message;
    }
  }

  function draw(word, weights) {
    const labels = ["■", ...word];
    const header = make("tr", {}, make("td"), ...labels.map((one) => make("th", { scope: "col" }, one)));
    const rows = weights.map((row, i) =>
      make("tr", {}, make("th", { scope: "row" }, labels[i]),
        ...labels.map((_, j) => {
          const share = row[j] ?? 0;
          const hidden = at.mask && j > i;
          const cell = make("td", { class: hidden ? "live-hidden" : false }, hidden ? "" : String(Math.round(100 * share)));
          cell.style.setProperty("--share", `${Math.round(100 * share)}%`);
          return cell;
        })));
    table.replaceChildren(make("caption", {}, "In percent: a row is a character, and how much of it looks at each column"), make("thead", {}, header), make("tbody", {}, ...rows));
    const last = weights.at(-1);
    const most = labels.map((_, j) => j).sort((a, b) => last[b] - last[a])[0];
    const future = weights.reduce((sum, row, i) => sum + row.slice(i + 1).reduce((a, b) => a + b, 0), 0) / weights.length;
    const where = most ? `“${labels[most]}” (character ${most})` : "the sign before the word";
    said.textContent = `The last character, “${labels.at(-1)}”, looks most at ${where}: ${percent(last[most])}. ` +
      (at.mask ? "No character sees one after it." : `Without the mask, ${percent(future)} of all attention goes to characters that come later, which training never let it see.`);
  }

  look();
  return (what) => {
    if (what === "settings") look();
  };
}

/* What a character costs, with the KV cache and without it. */
function cache(form, live) {
  const on = check("KV cache", live.settings.cache, (value) => live.set("cache", value));
  on.input.dataset.first = "";
  const chart = make("ol", { class: "live-costs", "aria-hidden": "true" });
  const said = make("p", { class: "live-chances" });
  const one = button("One character", () => { live.pause(); live.step(); });
  const word = button("One word", async () => {
    live.pause();
    await live.stepping;
    live.beginWord(); // what another setting has begun would be read anew, and make one character look expensive
    do await live.step();
    while (live.word && !live.error);
  });
  form.replaceChildren(make("div", { class: "live-bar" }, on.element, one, word), chart, said);
  return () => {
    on.input.checked = live.settings.cache;
    if (!live.costs.length) {
      said.textContent = "Press One word, then switch the cache off and press it again.";
      chart.replaceChildren();
      return;
    }
    const most = Math.max(...live.costs.map((one) => one.count));
    chart.replaceChildren(
      ...live.costs.map(({ letter, count }) => {
        const bar = make("b");
        bar.style.height = `${(100 * count) / most}%`;
        return make("li", {}, make("span", {}, bar), make("em", {}, letter));
      }),
    );
    const total = (key) => live.totals[key] && `${digits(live.totals[key].count)} for ${live.totals[key].characters} characters ${key} the cache`;
    const words = [total("with"), total("without")].filter(Boolean);
    const whole = words.length ? `; a whole word: ${words.join(", ")}` : "";
    said.textContent = `Multiplications: ${digits(live.costs.at(-1).count)} for the last character${whole}.`;
  };
}

export const PARTS = {
  small: (form, live) => {
    const link = form.querySelector("a").parentElement;
    return writing(form, live, [link]);
  },
  write: (form, live) => writing(form, live),
  next,
  attention,
  cache,
  train,
};
