/* The calculators: read the fields, compute, show. The arithmetic is that of glossary/models, translated at
   build (arithmetic.js); the models were read by it at build too (models.json). What reads a pasted
   config.json (config.js) is loaded by the first one. until-material.js runs this script when the reader comes
   near a form, anew on each page. */
(() => {
  "use strict";
  const HERE = document.currentScript.src;

  const LOST = "could not be loaded. Is the network there? Load the page again";
  const addressOf = (name) => new URL(name, HERE);
  /* What comes may be the page of a network that asks for a login, and a browser may keep that: it is asked for
     once more and past the cache. A module that came wrong stays so until the page is loaded again. */
  const part = (name, what) =>
    import(addressOf(name)).catch(async () => {
      const modules = ["arithmetic.js", "config.js"];
      await Promise.allSettled(modules.map((one) => fetch(addressOf(one), { cache: "reload" })));
      throw new Error(`${what} ${LOST}.`);
    });
  let library;
  const fetchModels = async (cache) => {
    const answer = await fetch(addressOf("models.json"), { cache });
    if (!answer.ok) throw new Error(`${answer.status} for models.json`);
    return answer.json();
  };
  const models = () => {
    library ??= fetchModels("default").catch(() => fetchModels("reload"));
    return library.catch(() => {
      library = null;
      throw new Error(`The models ${LOST}, or paste a config.json.`);
    });
  };

  const make = (tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const NUMBERS = ["context", "batch", "rank", "gpu"];
  const TRAINS = ["full", "lora", "qlora"];
  const FOR = {
    inference: ["format", "cache"],
    full: ["checkpointing"],
    lora: ["rank", "targets", "checkpointing"],
    qlora: ["rank", "targets"], // checkpointing belongs to it
  };
  const ALWAYS = ["model", "config", "use", "context", "batch", "gpu"];

  class Calculator {
    constructor(form) {
      this.form = form;
      form.dataset.ready = "";
      this.fields = [...form.elements].filter((one) => one.name);
      this.only = form.dataset.use;
      const find = (name) => form.querySelector(`.calculator-${name}`);
      this.result = find("result");
      this.error = find("error");
      this.bar = find("bar");
      this.parts = find("parts");
      this.more = find("more a");
      find("off").hidden = true; // in older browsers: the style does it in others
      this.said = this.takeAddress();
      form.addEventListener("input", () => this.soon());
      form.addEventListener("submit", (event) => event.preventDefault());
      this.whenNear();
    }

    /* What computes is loaded by who comes near: a page's reader may never do. */
    whenNear() {
      const near = new IntersectionObserver(
        (seen) => {
          if (!seen.some((one) => one.isIntersecting)) return;
          near.disconnect();
          this.update();
        },
        { rootMargin: "100%" },
      );
      near.observe(this.form);
    }

    field(name) {
      return this.form.elements.namedItem(name);
    }

    /* The setting that the address names; the line that says what of it is not known. */
    takeAddress() {
      const given = new URLSearchParams(location.search);
      let said = "";
      for (const one of this.fields) {
        const value = given.get(one.name);
        if (value === null || one.name === "config") continue;
        if (one.type === "checkbox") {
          one.checked = value === "yes";
        } else if (one.type !== "select-one" || [...one.options].some((option) => option.value === value)) {
          one.value = value;
        } else {
          said = `${one.name}: ${JSON.stringify(value.slice(0, 40))} in the address is none of the list`;
        }
      }
      return said;
    }

    /* Every field that is not as it was at the beginning goes into the address; a pasted text never. */
    giveAddress() {
      const query = new URLSearchParams(location.search);
      for (const one of this.fields) {
        query.delete(one.name);
        if (one.name === "config" || one.parentElement.hidden) continue;
        if (one.type === "checkbox") {
          if (one.checked !== one.defaultChecked) query.set(one.name, one.checked ? "yes" : "no");
        } else {
          const start = one.options ? ([...one.options].find((o) => o.defaultSelected) ?? one.options[0]).value : one.defaultValue;
          if (one.value !== start && !(one.name === "model" && this.pasted)) query.set(one.name, one.value);
        }
      }
      const search = `${query}` && `?${query}`;
      if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
      if (!this.more) return;
      if (TRAINS.includes(this.only)) query.set("use", this.only);
      this.more.search = query;
    }

    soon() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.update(), 150);
    }

    setting(of) {
      const made = { use: this.only || this.field("use").value, format: "bf16", cache: "bf16", targets: "all-linear", batch: 1, rank: 16, context: 0 };
      for (const one of this.fields) {
        if (one.name === "config" || one.parentElement.hidden) continue;
        if (one.type === "checkbox") made[one.name] = one.checked;
        else made[one.name] = NUMBERS.includes(one.name) ? of.number(one.value.trim(), one.name) : one.value.trim();
      }
      made.checkpointing ??= false;
      return made;
    }

    async model(of) {
      const text = this.field("config").value;
      this.pasted = text.trim() !== "";
      if (this.pasted) return (await part("config.js", "What reads a config.json")).read(text);
      return of.unpack((await models())[this.field("model").value]);
    }

    async update() {
      const turn = (this.turn = {});
      if (!this.only) {
        const shown = [...ALWAYS, ...FOR[this.field("use").value]];
        for (const one of this.fields) one.parentElement.hidden = !shown.includes(one.name);
      }
      let failed = "";
      try {
        const of = await part("arithmetic.js", "The calculator");
        const model = await this.model(of);
        if (turn !== this.turn) return; // another input came meanwhile
        const setting = this.setting(of);
        this.show(of, model, setting);
        const name = this.pasted ? "your model" : this.field("model").selectedOptions[0].text;
        if (this.form.dataset.script) this.write(of.script(name, model, setting));
      } catch (error) {
        if (turn !== this.turn) return;
        failed = error.message;
      }
      this.error.textContent = failed || this.said;
      this.said = "";
      this.form.classList.toggle("calculator-old", failed !== "");
      if (failed) this.result.textContent = "";
      this.giveAddress();
    }

    show({ estimate, active, digits, size }, model, setting) {
      const parts = estimate(model, setting);
      const counts = setting.use === "parameters";
      const total = parts.reduce((all, one) => all + one.count, 0);
      const room = (setting.gpu ?? 0) * 1024 ** 3;
      const words = counts ? (count) => digits(count) : size;
      let said = counts ? `${digits(total)} parameters.` : `${size(total)} in all.`;
      if (counts && model.experts) {
        said += ` One token uses ${digits(active(model))} of them.`;
      }
      if (TRAINS.includes(setting.use) && setting.use !== "full") {
        const trained = digits(parts.find((one) => one.name === "adapter").count / 4);
        said += ` The adapter trains ${trained} numbers (rank ${digits(setting.rank)}, ${setting.targets || "PEFT's choice"}).`;
      }
      if (room) {
        const spare = room - total;
        const what = setting.use === "weights" ? ["The weights alone do not fit", "The weights alone fit"] : ["Does not fit", "Fits"];
        said += spare < 0 ? ` ${what[0]} into ${setting.gpu} GiB: ${size(-spare)} too much.` : ` ${what[1]} into ${setting.gpu} GiB, with ${size(spare)} to spare.`;
      }
      this.result.textContent = said;
      this.bar.replaceChildren(
        ...parts.map(({ count }, i) => {
          const piece = make("span", `calculator-piece calculator-color-${i}`);
          piece.style.width = `${(100 * count) / Math.max(total, room)}%`;
          return piece;
        }),
      );
      if (room) {
        const end = make("span", "calculator-end");
        end.style.left = `${Math.min(100, (100 * room) / total)}%`;
        this.bar.append(end);
      }
      const notes = [...model.notes];
      if (setting.context > model.context) notes.push(`its config.json names ${digits(model.context)} tokens as the longest context`);
      const assumed = Object.entries(model.assumed).map(([field, value]) => `${field} = ${digits(value)}`);
      if (assumed.length && this.pasted) notes.push(`not in the file, taken as the transformers library does: ${assumed.join(", ")}`);
      this.parts.replaceChildren(
        ...parts.map(({ name, count, how }, i) => {
          const row = make("li", "");
          row.append(make("span", `calculator-key calculator-color-${i}`), make("strong", "", name), ` ${words(count)}`);
          const share = (100 * count) / total;
          if (counts) row.append(share < 0.1 ? ", less than 0.1%" : `, ${share.toFixed(1)}%`);
          if (how) row.append(make("span", "calculator-how", `${how} = ${digits(count)} bytes`));
          return row;
        }),
        ...notes.map((note) => make("li", "calculator-note", `Note: ${note}.`)),
      );
    }

    /* Into the script below, as if the reader had typed it; where there is no Run, plainly. */
    write(text) {
      const boxes = [...document.querySelectorAll("article .language-python > .filename")];
      const code = boxes.find((one) => one.textContent === this.form.dataset.script)?.parentElement.querySelector("code");
      if (!code || (!this.written && text.trim() === code.textContent.trim())) return;
      this.written = true;
      if (!code.dispatchEvent(new CustomEvent("rewrite", { cancelable: true, detail: text.trimEnd() }))) return;
      code.textContent = text;
      document.querySelector("article .output > .filename").textContent = "Output of the script as it was";
    }
  }

  for (const form of document.querySelectorAll("form.calculator:not([data-ready])")) new Calculator(form);
})();
