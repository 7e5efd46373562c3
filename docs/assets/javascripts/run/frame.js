/* The frame in which Python lives. Its origin is opaque (sandbox) and its policy allows no request, so
   that its worker, which inherits both, finds no storage, no channel and no network of the site, even if a
   script reaches JavaScript. Everything that the worker needs comes from python.js through a port.

   glossary/site/run/pyodide.py puts this script, worker.js and run_block.py into frame.html, and the policy, by the
   hash of this script, before them: what comes whole is closed, and what does not come whole does nothing. */
(() => {
  "use strict";
  const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content;
  const closed = origin === "null" && /^default-src 'none'; script-src 'sha256-/.test(policy);
  if (!closed) return; // put into a page without sandbox, or without its policy

  const address = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const source = (name) => document.getElementById(name).textContent;
  const script = address(source("worker.js"));
  /* What was handed over, by name: kept for the next worker. */
  const parts = new Map([["run_block.py", source("run_block.py")]]);
  let worker = null;

  /* A module is compiled once for all workers; scripts are imported by their address. */
  async function ready(name, value) {
    if (name.endsWith(".wasm")) return WebAssembly.compile(value);
    return name.endsWith(".mjs") ? address(value) : value;
  }

  function serve(page) {
    page.onmessage = async ({ data, ports }) => {
      try {
        if (data.part) {
          const value = await ready(data.part, data.value);
          parts.set(data.part, value);
          worker?.postMessage({ part: data.part, value });
        } else {
          worker?.terminate();
          worker = null;
          if (data.start) start(data, ports[0]);
        }
      } catch (error) {
        page.postMessage({ failed: String(error) });
      }
    };

    function start({ start: number, abi }, port) {
      worker = new Worker(script); // no module: Chromium makes none of a blob where the origin is opaque
      worker.onerror = (event) => {
        event.preventDefault();
        page.postMessage({ failed: event.message ?? "the worker could not be made", number });
      };
      worker.postMessage({ abi }, [port]);
      for (const [part, value] of parts) worker.postMessage({ part, value });
    }

    page.postMessage({ closed: true });
  }

  /* Extensions of browsers write to every frame, and perhaps before the page does. */
  addEventListener("message", function hear({ source, ports: [page] }) {
    if (source !== parent || !page) return;
    removeEventListener("message", hear);
    serve(page);
  });
})();
