/* "Your own text" on the pages of Token, Tokenizer and Byte-pair encoding: nothing is loaded before a reader comes
   near. A page has this script beside its form, so that it is run anew where the theme changes the page without
   loading it. */
(() => {
  "use strict";
  const view = new URL("view.js", document.currentScript.src);
  for (const form of document.querySelectorAll("form.tokens:not([data-ready])")) {
    form.dataset.ready = "";
    const off = form.querySelector(".tokens-off");
    const near = new IntersectionObserver(
      async (seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        near.disconnect();
        try {
          await (await import(view)).begin(form);
        } catch {
          off.textContent = "This could not be loaded. Is the network there? Load the page again.";
          off.classList.add("tokens-failed");
        }
      },
      { rootMargin: "50%" },
    );
    near.observe(form);
  }
})();
