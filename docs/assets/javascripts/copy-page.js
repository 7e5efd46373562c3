/* Copies a page as Markdown: the file at its address plus .md, which is asked for when the button is pressed
   and not before. Without this script the button is not there, and the link beside it leads to the same file. */
(() => {
  "use strict";
  const OFFLINE = "The Markdown could not be fetched: see whether you are online, then press again.";
  const REFUSED = "Your browser does not let this page copy: open the Markdown and copy it there.";

  /* A page begins with its title. What does not may be the page of a network that asks for a login, which a
     browser may keep, so no cache is asked. */
  async function markdown(address) {
    const answer = await fetch(address, { cache: "reload" });
    const text = await answer.text();
    if (!answer.ok || text[0] !== "#") throw new Error();
    return text;
  }

  /* Safari lets a page copy only while it handles the press, so it gets the promise of a text. */
  async function write(text) {
    const { clipboard } = navigator;
    if (!clipboard) throw new Error();
    if (globalThis.ClipboardItem && clipboard.write) {
      const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
      blob.catch(() => {}); // told below, by the text itself
      await clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    } else await clipboard.writeText(await text);
  }

  async function copy({ parentElement: tools }) {
    const status = tools.querySelector("[role=status]");
    status.textContent = "";
    const text = markdown(tools.querySelector("a[type='text/markdown']").href);
    status.textContent = await write(text).then(() => "Copied.", () => text.then(() => REFUSED, () => OFFLINE));
  }

  /* On the document: instant navigation puts another page's article into it. */
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest(".copy-page");
    if (button) copy(button);
  });
})();
