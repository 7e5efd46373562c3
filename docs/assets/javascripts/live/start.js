/* The buttons of the live GPT. Nothing else of it is loaded before someone presses one: then page.js, which
   puts the controls into the forms. A page has this script beside each form, so that it is run anew where the
   theme changes the page without loading it. */
(() => {
  "use strict";
  const HERE = document.currentScript.src;
  let tries = "";
  for (const form of document.querySelectorAll("form.live:not([data-ready])")) {
    form.dataset.ready = "";
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if ("open" in form.dataset) return; // Enter in a field
      const said = form.querySelector("[role=status]");
      said.textContent = "Loading …";
      try {
        await (await import(new URL(`page.js${tries}`, HERE))).open(form);
      } catch {
        tries = `?${Date.now()}`; // browsers remember a failure, and keep what came wrong
        said.textContent = "It could not be loaded. Is the network there? Press the button again.";
      }
    });
  }
})();
