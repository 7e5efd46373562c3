/* Takes the place of python.js in tests of the controls: the same promises, kept at once and without Python.

   A word in the code, or in `globalThis.does`, decides what happens: `load` waits for the page's event
   "loaded", `loop` runs until it is stopped, `fail` ends with an error; all else prints "printed", or what
   `globalThis.prints` says.
   What was run is noted in `globalThis.ran`: the code, and whether it counts as changed. */

export function warmUp() {}

export function run(code, _name, changed, on) {
  globalThis.ran ??= [];
  globalThis.ran.push([code, changed]);
  const printed = () => {
    on.running();
    on.output("out", `${globalThis.prints ?? "printed"}\n`);
  };
  const end = (outcome, more = {}) => on.ended({ outcome, seconds: 0.01, ...more });
  const does = {
    load() {
      on.loading("Loading Python and NumPy", 1e6, 16e6);
      addEventListener("loaded", () => printed() ?? end("done"), { once: true });
    },
    loop: printed,
    fail: () => printed() ?? end("error", { error: "ImportError", note: "It is not here." }),
    print: () => printed() ?? end("done"),
  };
  const word = globalThis.does ?? /\b(load|loop|fail)\b/.exec(code)?.[1] ?? "print";
  const begun = setTimeout(does[word]); // as the real one: after whoever asked knows how to stop it
  return () => {
    clearTimeout(begun);
    end("stopped");
  };
}
