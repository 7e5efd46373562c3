/* Training a LoRA in the page: names, the loss, words as they change, and the two files that it makes. */
const { Lost, MOST, button, digits, make, select, written } = await import(`./common.js${new URL(import.meta.url).search}`);

const ROUND = 300; // steps until it stops by itself
const [FEWEST, MANY] = [10, 200]; // names, as lora.js has it
const COMPLAINTS = 3; // shown of many
const SVG = "http://www.w3.org/2000/svg";
const YOURS = "yours";
const FILES = ["adapter_model.safetensors", "adapter_config.json"];

/* What stays while the reader goes to another page. */
class Training {
  constructor() {
    Object.assign(this, { text: "", running: false, goesOn: false, until: ROUND, losses: [], log: [], said: "", wrong: [], rank: "4" });
  }

  lost() {
    this.goesOn = false; // the worker knew its averages; what was trained so far is kept as an adapter
    if (!this.running) return;
    this.wrong = ["The training ended with the GPT. Your names are still here: press Train again."];
    this.running = false;
  }
}

export function train(form, live) {
  live.training ??= new Training();
  const own = live.training;
  let turn = 0;

  const names = make("textarea", {
    rows: "7", spellcheck: "false", autocapitalize: "off", value: own.text, "data-first": true,
    on: { input: () => given(names.value) },
  });
  const sets = make("div", { class: "live-bar", role: "group", "aria-label": "Names to take" });
  const counted = make("p", { class: "live-counted" });
  const wrong = make("ul", { class: "live-wrong", role: "alert" });
  const rank = select("Rank", ["1", "2", "4", "8"].map((one) => [one, one]), own.rank, (value) => { own.rank = value; own.goesOn = false; draw(); });
  const start = button("Train", () => (own.running ? stop() : begin()), { class: "live-main" });
  const anew = button("Begin anew", () => { own.goesOn = false; begin(); });
  const progress = make("progress", { value: 0, "aria-label": "Steps of training" });
  const said = make("p", { class: "live-said", role: "status" });
  const curve = make("figure", { class: "live-curve", hidden: true });
  const log = make("ol", { class: "live-log" });
  const frame = make("div", { class: "live-frame", role: "group", "aria-label": "Words during training", tabindex: "0", hidden: true }, log);
  const verdict = make("p", { class: "live-verdict" });
  const downloads = make("div", { class: "live-bar" });
  const upload = make("input", { type: "file", multiple: true, accept: ".safetensors,.json", on: { change: () => take() } });
  const refused = make("p", { class: "live-wrong", role: "alert" });

  form.replaceChildren(
    sets,
    make("label", { class: "live-names" }, make("span", {}, "Names, one on a line"), names),
    counted,
    wrong,
    make("div", { class: "live-bar" }, start, anew, rank.element, progress),
    said,
    curve,
    frame,
    verdict,
    downloads,
    make("label", { class: "live-upload" }, make("span", {}, `Or take an adapter from your files, both together: ${FILES.join(" and ")}`), upload),
    refused,
  );
  for (const { name, title } of live.sets) sets.append(button(title, () => pick(name, title)));

  /* The names as they are now: how many can be used, and what is wrong with the others. */
  async function given(text) {
    if (text !== own.text) Object.assign(own, { title: "", goesOn: false });
    own.text = text;
    const now = (turn += 1);
    if (text.length > MOST) return complain([`${digits(text.length)} characters are too many: two hundred names have at most 3,200.`], []);
    try {
      const { names: good, complaints } = await live.ask({ do: "names", text });
      if (now === turn) complain(text.trim() ? complaints : [], good);
    } catch (error) {
      if (now === turn) complain([error.message], []);
    }
  }

  function complain(lines, good) {
    own.names = good;
    own.wrong = lines.length > COMPLAINTS ? [...lines.slice(0, COMPLAINTS), `and ${lines.length - COMPLAINTS} lines more.`] : lines;
    draw();
  }

  async function pick(name, title) {
    try {
      const text = await live.namesOf(name);
      if (own.running) return;
      names.value = text;
      await given(names.value);
      own.title = title;
    } catch (error) {
      complain([error.message], []);
    }
  }

  async function begin() {
    if (!own.text.trim()) return complain(["Write ten names or more, one on a line, or take one of the sets above."], []);
    if (own.begins) return; // pressed twice
    own.begins = true;
    await given(names.value);
    own.begins = false;
    const training = own.names;
    if (!training || training.length < FEWEST || training.length > MANY) return; // which was said
    const goesOn = own.goesOn;
    if (!goesOn) Object.assign(own, { losses: [], log: [] });
    own.until = (own.losses.at(-1)?.[0] ?? 0) + ROUND;
    own.running = true;
    own.said = "Training …";
    draw();
    const known = new Set(training);
    const heard = ({ step, loss, words }) => {
      if (loss !== undefined) own.losses.push([step, loss]);
      if (words) own.log.push({ step, words: words.map((text) => ({ text, given: known.has(text) })) });
      soon();
    };
    try {
      const { files, hash } = await live.ask({ do: "train", goesOn, names: training, rank: Number(own.rank), steps: ROUND }, heard);
      own.running = false;
      await live.wear(YOURS, { title: own.title ? `yours: ${own.title.toLowerCase()}` : "yours", names: training, files, hash, trained: true });
      own.goesOn = true;
      own.said = `${digits(own.losses.at(-1)[0])} steps done. The adapter is switched on: press Write above, and move Alpha.`;
    } catch (error) {
      own.said = "";
      if (!(error instanceof Lost)) own.wrong = [error.message];
    }
    own.running = false;
    live.tell("settings");
  }

  function stop() {
    live.ask({ do: "stop" }).catch(() => {});
  }

  async function take() {
    refused.textContent = "";
    const chosen = [...upload.files];
    const missing = FILES.filter((name) => !chosen.some((one) => one.name === name));
    try {
      if (missing.length) throw new Error(`${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing: choose both files together.`);
      const [weights, config] = FILES.map((name) => chosen.find((one) => one.name === name));
      const large = chosen.find((one) => one.size > 1e7);
      if (large) throw new Error(`${large.name} has ${digits(large.size)} bytes: an adapter of this GPT has less than ten million.`);
      const files = { [FILES[0]]: await weights.arrayBuffer(), [FILES[1]]: await config.text() };
      await live.wear(YOURS, { title: "from your files", names: [], files });
      own.said = "The adapter from your files is switched on: press Write above.";
      draw();
    } catch (error) {
      refused.textContent = error.message;
    }
    upload.value = "";
  }

  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; live.tell("training"); }, 60);
  }

  function draw() {
    const steps = own.losses.at(-1)?.[0] ?? 0;
    counted.textContent = own.text.trim() && own.names ? `${digits(own.names.length)} names can be used.` : "";
    wrong.replaceChildren(...own.wrong.map((line) => make("li", {}, line)));
    if (own.running) start.textContent = "Stop";
    else start.textContent = own.goesOn ? "Go on" : "Train";
    anew.hidden = !own.goesOn || own.running;
    names.readOnly = own.running;
    for (const one of [...sets.children, rank.choice, upload]) one.disabled = own.running;
    progress.hidden = !own.running && !steps;
    progress.max = own.until;
    progress.value = steps;
    said.textContent = own.said;
    drawCurve();
    drawLog();
    const yours = live.adapters.get(YOURS);
    downloads.replaceChildren(...(yours?.files && !own.running ? FILES.map((name) => button(`Download ${name}`, () => save(name, yours.files[name]))) : []));
  }

  function drawCurve() {
    curve.hidden = own.losses.length < 2;
    if (curve.hidden) return;
    const [first, last] = [own.losses[0], own.losses.at(-1)];
    const most = Math.max(...own.losses.map(([, loss]) => loss));
    const points = own.losses.map(([step, loss]) => `${((300 * step) / last[0]).toFixed(1)},${(80 - (76 * loss) / most).toFixed(1)}`).join(" ");
    const svg = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "polyline");
    svg.setAttribute("viewBox", "0 0 300 80");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    line.setAttribute("points", points);
    svg.append(line);
    curve.replaceChildren(svg, make("figcaption", {}, `Loss: ${first[1].toFixed(2)} at step ${first[0]}, ${last[1].toFixed(2)} at step ${last[0]}. The bottom of the picture is 0.`));
  }

  function drawLog() {
    if (log.childElementCount > own.log.length) log.replaceChildren();
    for (const { step, words } of own.log.slice(log.childElementCount)) {
      const given = words.filter((one) => one.given).length;
      log.append(
        make("li", {}, make("b", {}, `Step ${step}`), make("span", {}, ...words.flatMap((one) => [written(one), " "])), make("em", {}, `${given} of ${words.length} given`)),
      );
    }
    frame.hidden = !own.log.length;
    frame.scrollTop = frame.scrollHeight;
    const last = own.log.at(-1);
    const given = last?.words.filter((one) => one.given).length;
    verdict.textContent = last && given * 2 > last.words.length ? `${given} of its last ${last.words.length} words are names that it was given: it repeats instead of inventing. That is overfitting.` : "";
  }

  draw();
  if (own.text && !own.names) given(own.text);
  return (what) => {
    if (what !== "character" && what !== "word") draw();
  };
}

/* To the reader's disk. */
function save(name, content) {
  const address = URL.createObjectURL(new Blob([content]));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
