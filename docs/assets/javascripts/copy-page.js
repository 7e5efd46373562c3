/* Copies a page as Markdown: the file at its address plus .md, which is asked for when the button is pressed
   and not before. Without this script the button is not there, and the link beside it leads to the same file. */
(() => {
  "use strict";
  const OFFLINE = "The Markdown could not be fetched: see whether you are online, then press again.";
  const REFUSED = "Your browser does not let this page copy: open the Markdown and copy it there.";

  /* A page begins with its title. What does not may be the page of a network that asks for a login, and a browser
     may keep that: it is asked for once more and past the cache. */
  async function fetched(address, cache) {
    const answer = await fetch(address, { cache });
    const text = await answer.text();
    if (!answer.ok || !text.startsWith("# ")) throw new Error(OFFLINE);
    return text;
  }

  const markdown = (address) => fetched(address, "default").catch(() => fetched(address, "reload"));

  /* Safari lets a page copy only while it handles the press, so it gets the promise of a text. */
  async function write(text) {
    const { clipboard } = navigator;
    if (!clipboard) throw new Error(REFUSED);
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
    let failed = false;
    text.catch(() => {
      failed = true;
    });
    try {
      await write(text);
      status.textContent = "Copied.";
    } catch {
      status.textContent = failed ? OFFLINE : REFUSED;
    }
  }

  /* On the document: instant navigation puts another page's article into it. */
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest(".copy-page");
    if (button) copy(button);
  });
})();
