/* What has to happen before Material's own script runs.

   Each change of the root element makes the browser style the whole page anew. Material makes two when
   its script runs, the class that says so and the one of its focus-visible polyfill, and one for each
   change of its meta element "color-scheme", whose word our style sheet has already. Here the classes
   are set while the page is still empty, and that element is left out. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  root.classList.add("js-focus-visible");
  root.dataset.jsFocusVisible = "";

  const { appendChild } = document.head;
  document.head.appendChild = function (node) {
    return node.name === "color-scheme" ? node : appendChild.call(this, node);
  };
})();

/* Where a browser blocks storage, Material's script would stop at its first use, and take the search and the
   copy buttons with it: then what it stores is kept until the page is left. */
(() => {
  "use strict";
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      void globalThis[name].length; // throws where storage is blocked, and where there is none
    } catch {
      const kept = new Map();
      const storage = {
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, value) => void kept.set(String(key), String(value)),
        removeItem: (key) => void kept.delete(String(key)),
      };
      Object.defineProperty(globalThis, name, { value: storage, configurable: true });
    }
  }
})();

/* Colors follow the system until the reader chooses. Material stores those of the first page at once, as if
   they had been chosen, and does not look at the system again. */
(() => {
  "use strict";
  const NAME = "__palette";
  const { __md_get: get, __md_set: set } = globalThis;
  if (!get) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = Boolean(get(NAME));

  const ofSystem = () => ({
    index: Number(dark.matches),
    color: {
      media: `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`,
      scheme: dark.matches ? "slate" : "default",
      primary: "custom",
      accent: "custom",
    },
  });

  globalThis.__md_get = (name, ...rest) => get(name, ...rest) ?? (name === NAME ? ofSystem() : null);
  globalThis.__md_set = (name, ...rest) => {
    if (name !== NAME || chosen) set(name, ...rest);
  };
  addEventListener("change", ({ target, isTrusted }) => {
    if (target.name === NAME && isTrusted) chosen = true;
  }, true);
  dark.addEventListener("change", () => {
    const inputs = document.getElementsByName(NAME);
    if (!chosen) inputs[Number(dark.matches)]?.dispatchEvent(new Event("change"));
  });
})();
