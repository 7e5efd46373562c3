/* On the page for addresses that are not there: what is nearest to the address, by the names of everything. */
/* global GlossarySearch */
(() => {
  "use strict";
  const HERE = document.currentScript.src;
  const SITE = new URL("../../../", HERE);
  const FOLDERS = ["terms", "labs", "models", "groups", "define", "index"];
  const MOST = 5;

  /* The words of an address: of /terms/lora_alpha.html they are "lora alpha". */
  const words = (address) => {
    const path = address.startsWith(SITE.pathname) ? address.slice(SITE.pathname.length) : address;
    let plain = path;
    try {
      plain = decodeURIComponent(path);
    } catch {} // a sign that is none: as it stands
    const parts = plain.split("/").map((part) => part.replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim());
    return parts.filter((part) => part && !FOLDERS.includes(part.toLowerCase())).join(" ");
  };

  const shown = ({ location, title, name }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(location, SITE).href;
    link.textContent = location.includes("#") ? `${name}, in ${title}` : title;
    item.append(link);
    return item;
  };

  /* The names, or nothing; past the cache where a login page came in their place. */
  async function fetched(cache) {
    const answer = await fetch(new URL("names.json", HERE), { cache });
    if (!answer.ok) throw new Error(`${answer.status} for names.json`);
    return answer.json();
  }

  async function suggest() {
    const query = words(location.pathname);
    const names = query && (await fetched("default").catch(() => fetched("reload")).catch(() => null));
    if (!names) return;
    const found = GlossarySearch.near(query, names).slice(0, MOST);
    if (!found.length) return;
    const nearest = document.querySelector("#nearest");
    nearest.querySelector("ul").append(...found.map(shown));
    nearest.hidden = false;
  }

  suggest();
})();
