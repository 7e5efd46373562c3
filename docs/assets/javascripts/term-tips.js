/* Shows the summary of a term at its first mention: on hover, on keyboard focus, and on the first tap.
   Without this script the link's title attribute and the link itself serve. */
(() => {
  "use strict";
  const HIDE_AFTER = 150; // ms, so that the pointer can move onto the tip (WCAG 1.4.13)
  let tip = null;
  let owner = null;
  let hiding = 0;
  let touched = false;

  const termAt = (target) =>
    target instanceof Element ? target.closest("a.term[title], a.term[data-summary]") : null;

  function show(link) {
    clearTimeout(hiding);
    if (owner === link) return;
    hide();
    if (link.title) {
      // Taken over from the browser, which would show it a second time.
      link.dataset.summary = link.title;
      link.removeAttribute("title");
    }
    tip = document.createElement("div");
    tip.className = "term-tip";
    tip.id = "term-tip";
    tip.setAttribute("role", "tooltip");
    tip.textContent = link.dataset.summary;
    document.body.append(tip);
    link.setAttribute("aria-describedby", tip.id);
    owner = link;
    place();
  }

  function place() {
    // The first line box of the link: it may be broken over two lines.
    const box = owner.getClientRects()[0];
    const { width, height } = tip.getBoundingClientRect();
    const margin = 8;
    const left = Math.min(
      Math.max(margin, box.left + box.width / 2 - width / 2),
      document.documentElement.clientWidth - width - margin,
    );
    const above = box.top - height - margin;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above > 56 ? above : box.bottom + margin) + scrollY}px`;
  }

  function hide() {
    clearTimeout(hiding);
    owner?.removeAttribute("aria-describedby");
    tip?.remove();
    tip = owner = null;
  }

  const hideSoon = () => {
    clearTimeout(hiding);
    hiding = setTimeout(hide, HIDE_AFTER);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = termAt(event.target);
    if (link) show(link);
    else if (tip?.contains(event.target)) clearTimeout(hiding);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch" || !owner) return;
    if (owner.contains(event.target) || tip.contains(event.target)) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = termAt(event.target);
    if (link && !touched) show(link);
  });
  document.addEventListener("focusout", (event) => {
    if (owner && owner === termAt(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      touched = event.pointerType === "touch";
      if (touched && owner && !owner.contains(event.target) && !tip.contains(event.target)) hide();
    },
    true,
  );
  // A first tap shows the summary, a second one follows the link.
  document.addEventListener(
    "click",
    (event) => {
      const link = termAt(event.target);
      if (!link || !touched) {
        if (link) hide();
        return;
      }
      touched = false;
      if (owner === link) {
        hide();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      show(link);
    },
    true,
  );
  addEventListener("resize", hide);
})();
