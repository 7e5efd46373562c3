/* Sorts the table of models by the column whose heading is pressed; pressed again, the other way round.
   Without this script the table reads as before. until-material.js runs it when the reader comes near one. */
(() => {
  "use strict";
  const TABLES = "article .sortable table";
  const NUMBER = /^[\d,.]+%?$/;

  /* What a row has in a column: a number, a text in lower case, or null where there is a dash. */
  function value(row, column) {
    const text = row.cells[column].textContent.trim();
    if (text === "–") return null;
    return NUMBER.test(text) ? Number.parseFloat(text.replaceAll(",", "")) : text.toLowerCase();
  }

  function compare(a, b) {
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  }

  /* Rows without a value stay last either way; equal ones keep their order. */
  function sort(heading) {
    const table = heading.closest("table");
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = [...table.tBodies[0].rows].map((row) => [value(row, heading.cellIndex), row]);
    const some = keyed.filter(([key]) => key !== null);
    some.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...[...some, ...keyed.filter(([key]) => key === null)].map(([, row]) => row));
  }

  function enhance() {
    for (const table of document.querySelectorAll(TABLES)) {
      for (const heading of table.tHead.rows[0].cells) {
        if (heading.querySelector("button")) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.append(...heading.childNodes);
        button.addEventListener("click", () => sort(heading));
        heading.append(button);
        heading.dataset.sorts = "";
      }
    }
  }

  enhance();
})();
