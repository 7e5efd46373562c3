/* "Your own text" on the pages of Token, Tokenizer and Byte-pair encoding: nothing is loaded before a reader comes
   near. A page has this script beside its form, so that it is run anew where the theme changes the page without
   loading it. */
(() => {
  "use strict";
  const view = new URL("view.js", document.currentScript.src);
  for (const form of document.querySelectorAll("form.tokens:not([data-ready])")) {
    form.dataset.ready = "";
    const off = form.querySelector(".tokens-off");
    let tries = "";
    const bring = async () => {
      try {
        await (await import(view + tries)).begin(form);
      } catch {
        tries = `?${Date.now()}`; // browsers remember a failure, and keep what came wrong
        const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
        again.style.cssText = "padding: 0.3rem; text-decoration: underline; cursor: pointer"; // its style sheet is not there
        again.addEventListener("click", bring);
        off.replaceChildren("This could not be loaded. Is the network there? ", again);
        off.classList.add("tokens-failed");
      }
    };
    const near = new IntersectionObserver(
      (seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        near.disconnect();
        bring();
      },
      { rootMargin: "50%" },
    );
    near.observe(form);
  }
})();
