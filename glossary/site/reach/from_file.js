/* First in each page of the offline copy (offline.py), and nowhere else. A page that was opened as a file may
   load the scripts and pictures beside it and nothing more: no module, no fetch, no worker from a file. So the
   search's worker is made of its text, what needs a server is taken out, and a line says how to have it. */
(() => {
  "use strict";
  if (location.protocol !== "file:") return;
  const SEARCH = null; // at build: the text of the search's worker
  const COMMAND = "python -m http.server";
  const ADDRESS = "http://127.0.0.1:8000/";

  const RealWorker = globalThis.Worker;
  globalThis.Worker = function () {
    return new RealWorker(URL.createObjectURL(new Blob([SEARCH], { type: "text/javascript" })));
  };

  function line(what) {
    const element = document.createElement("p");
    element.className = "needs-server";
    const command = document.createElement("code");
    command.textContent = COMMAND;
    const link = document.createElement("a");
    link.href = link.textContent = ADDRESS;
    element.append(`${what} a server: run `, command, " in this copy's folder, then open ", link, ".");
    return element;
  }

  /* Before any deferred script runs. */
  function mend() {
    // Material's instant navigation asks for pages. From a file it does not, and ends everything else with it.
    const config = document.getElementById("__config");
    const { features, ...rest } = JSON.parse(config.textContent);
    const kept = features.filter((name) => !name.startsWith("navigation.instant"));
    config.textContent = JSON.stringify({ ...rest, features: kept });
    // It also asks for the site map of each other language, and takes the feed for one.
    for (const link of document.querySelectorAll("link[rel=alternate]")) link.remove();
    for (const link of document.querySelectorAll("[data-preview]")) link.removeAttribute("data-preview");
    for (const button of document.querySelectorAll(".copy-page")) button.remove();
    const article = document.querySelector("article");
    const tools = [...(article?.querySelectorAll("form") ?? [])];
    for (const form of tools) {
      const label = form.getAttribute("aria-label");
      form.replaceWith(line(`${label ? `“${label}”` : "What stands here"} needs`));
    }
    const script = article?.querySelector(".language-python.highlight > .filename");
    const first = script?.closest(".tabbed-set") ?? script?.parentElement;
    first?.before(line("Running the scripts in the page needs"));
  }

  document.addEventListener("readystatechange", mend, { once: true });
})();
