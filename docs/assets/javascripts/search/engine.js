/* The site's own search: which places of the site answer a query, in order.
   It knows three things that a count of words does not: what everything here is called (terms, what
   pages explain besides, names as they stand in code), what an acronym stands for, and how words are
   misspelled. What is left is ranked by BM25 over sections, of which code is a part.
   It has neither page nor worker in it, so that Node can run it in the tests. */
((scope) => {
  "use strict";

  const STOP = new Set(("a about an and are as at be but by can did do does for from get had has have how i if in into is it its" +
    " like me mean means my of on one or our out should so than that the their them then there they this to use used" +
    " was we were what when where which while who why will with would you your between difference vs versus explain" +
    " explained work works").split(" "));
  const K1 = 1.2;
  const LENGTH = 0.6; // how much a long section is held back, from 0 to 1
  const TITLE = 4; // how much more a word counts in a heading, and in code
  const CODE = 0.5;
  const SIDE_BY_SIDE = 0.6; // what a section gains by words that stand so in the query
  const COVERED = 0.5; // what it loses by words of the query that it has not
  const MORE = 0.7; // how much each further section of a page counts
  const HELD = 0.75; // how much a name counts that is a part of the query
  const KINDS = { code: 0.95, taught: 0.6, model: 0.9 }; // how much a name counts that is not an entry's own
  const TYPED = 0.4; // of a name: what begins it with less has not named it yet
  const WHOLE = 2; // how much more where it is all of the query
  const ASIDE = 0.5; // sources and lists of other pages
  const COMMON = 8; // rarity of a word that is nowhere
  const LEAST = 0.08; // of the best page's score: what has less is not shown
  const NEAR = 0.2; // of a name: what is less like an address is not offered
  const LONGEST = 200; // letters of a query that are read: each word that is nowhere is compared with all that are
  const PAGES = 12;
  const SECTIONS = 3;
  const OFTEN = 3; // in so many sections a word is that it is offered while one types
  const SHOWN = 180; // letters of a text
  const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

  /* Of Zensical's index, whose texts it shows itself. */
  const plain = (html) => html.replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d+)|(\w+));/g, (all, code, name) => (code ? String.fromCodePoint(Number(code)) : ENTITIES[name] ?? all))
    .replace(/\s+/g, " ").trim();

  const ASCII = /^[ -~]*$/;
  const bare = (text) => ASCII.test(text) ? text : text.normalize("NFD").replace(/\p{M}+/gu, "");

  /* A name without what people write differently: top_k, Top-k, topK and "top k" are one. */
  const squashed = (text) => bare(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  /* A word as it is counted: without its ending. The same for a text and for a query. */
  const stems = new Map();
  const stem = (word) => {
    let made = stems.get(word);
    if (made === undefined) stems.set(word, made = shortened(word));
    return made;
  };
  const shortened = (word) => {
    if (word.length < 4 || /\d/.test(word)) return word;
    let made = word.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$/, "$1").replace(/([^su])s$/, "$1");
    made = made.replace(/(..[^aeiou]|.[aeiou]{2}|..[aeiou])(?:ing|ed)$/, "$1");
    return made.replace(/([bdfgmnprt])\1$/, "$1").replace(/(..)e$/, "$1");
  };

  /* The words of a text with their places; what is joined (top_k, top-k, topK) counts whole and in parts. */
  function* words(text) {
    const joined = /[\p{L}\p{N}]+(?:[_'’.-][\p{L}\p{N}]+)*/gu;
    for (const { 0: found, index } of bare(text).matchAll(joined)) {
      if (/^[a-z]+$/.test(found)) {
        yield [stem(found), index, found.length, false];
        continue;
      }
      const parts = found.replace(/(\p{Ll})(\p{Lu})/gu, "$1-$2").replace(/(\p{L}\p{L})(\p{N})/gu, "$1-$2").split(/[_'’.-]/u);
      if (parts.length > 1) yield [squashed(found), index, found.length, true];
      let at = 0;
      for (const part of parts) {
        at = found.indexOf(part, at);
        yield [stem(part.toLowerCase()), index + at, part.length, false];
        at += part.length;
      }
    }
  }

  const tokens = (text) => [...words(text)].map(([word]) => word);

  /* A name as one word whose parts are counted without their endings: "LoRA adapters" is "LoRA adapter". */
  const endless = (text) => (bare(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `${stem(word.toLowerCase())} `).join("");

  /* How many letters must be changed, added, left out or exchanged with their neighbor, up to `most`. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  /* How many letters of a word of some length may be wrong. */
  const forgiven = (length) => [5, 8, 15].filter((least) => length >= least).length;

  const pageOf = (location) => location.split("#")[0];

  /* The letters that an acronym stands for: of LoRA L, R and A; of RLHF all four. */
  const letters = (name) => (/^[\p{L}]{2,7}$/u.test(name) && /\p{Lu}.*\p{Lu}/u.test(name) ? name.replace(/[^\p{Lu}]/gu, "").toLowerCase() : "");

  /* First letters of words; of "pre-trained" one or two, as the acronym has it. */
  const initials = (text) => {
    const said = bare(text).toLowerCase().split(/[^\p{L}\p{N}-]+/u).filter((word) => word && !STOP.has(word));
    const parts = said.flatMap((word) => word.split("-")).filter((word) => word && !STOP.has(word));
    return [said, parts].map((some) => some.map((word) => word[0]).join(""));
  };

  /* Whether two expansions have a word in common, or its beginning. */
  const alike = (a, b) => {
    const begins = (text) => (bare(text).toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 4));
    const there = new Set(begins(b));
    return begins(a).some((word) => there.has(word));
  };

  /* Makes a search of sections: `docs` as Material's index has them ({location, title, text, tags, code}),
     `names` what things are called: [name, location, kind, what is told with it] (glossary/site/search.py). */
  function make(docs, given) {
    const weights = new Map(docs.map(({ location }) => pageOf(location)).map((page) => [page, /^(?:terms|labs|calculator)\//.test(page) ? 1 : 0.5]));
    const sections = docs.map((doc) => ({ location: doc.location, page: pageOf(doc.location), title: doc.title, text: doc.text ?? "" }));
    const postings = new Map();
    const count = (word, id, weight) => {
      let list = postings.get(word);
      if (!list) postings.set(word, list = new Map());
      list.set(id, (list.get(id) ?? 0) + weight);
    };
    const lengths = docs.map((doc, id) => {
      const text = tokens(sections[id].text);
      for (const word of text) count(word, id, 1);
      for (const word of tokens(sections[id].title)) count(word, id, TITLE);
      for (const word of tokens(doc.code ?? "")) count(word, id, CODE);
      return text.length;
    });
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, docs.length) || 1;
    const rarity = (word) => {
      const found = postings.get(word)?.size ?? 0;
      return found ? Math.log(1 + (docs.length - found + 0.5) / (found + 0.5)) : 0;
    };

    const names = new Map();
    const acronyms = new Map();
    for (const [name, location, kind, says] of given) {
      const one = { name, location, kind, says };
      if (kind === "stands") {
        acronyms.set(letters(name), one);
        continue;
      }
      for (const key of new Set([squashed(name), endless(name)])) {
        if (!names.has(key)) names.set(key, []);
        names.get(key).push(one);
      }
    }
    const known = [...postings.keys()].filter((word) => word.length > 3 && /^\p{L}+$/u.test(word));

    /* What a word that stands nowhere may have meant: the nearest that does, the more frequent first. */
    const nearest = (word) => {
      const most = Math.min(2, forgiven(word.length));
      let found = [];
      let best = most;
      if (!most) return [];
      for (const other of known) {
        const far = distance(word, other, best);
        if (far > best) continue;
        if (far < best) found = [];
        best = far;
        found.push(other);
      }
      return found.sort((a, b) => postings.get(b).size - postings.get(a).size).slice(0, 3);
    };

    /* The names that a query is, begins or contains, with how much of it they say. */
    const namesIn = (query) => {
      const hits = [];
      const whole = squashed(query);
      const said = bare(query).toLowerCase().match(/[\p{L}\p{N}_.-]*[\p{L}\p{N}]/gu) ?? [];
      const content = said.filter((word) => !STOP.has(word));
      for (const one of names.get(whole) ?? names.get(endless(query)) ?? []) hits.push({ one, share: 1, how: "is" });
      if (!hits.length && whole.length > 1) {
        for (const [key, ones] of names) {
          if (!key.endsWith(" ") && key.startsWith(whole)) for (const one of ones) hits.push({ one, share: 0.9 * whole.length / key.length, how: "begins" });
        }
      }
      const short = squashed(content.join(" "));
      if (!hits.some(({ share }) => share === 1)) {
        for (const initial of initials(query)) {
          const one = acronyms.get(initial);
          if (one && alike(query, one.says)) hits.push({ one, share: 0.85, how: "stands" });
        }
      }
      if (!hits.some(({ how }) => how !== "begins") && short.length > 4) {
        let best = forgiven(short.length);
        let near = [];
        if (best) for (const [key, ones] of names) {
          if (key.length < 4 || key.endsWith(" ")) continue;
          const far = distance(short, key, best);
          if (far > best) continue;
          if (far < best) near = [];
          best = far;
          near.push(...ones);
        }
        for (const one of near) hits.push({ one, share: 0.9 * (1 - best / short.length), how: best ? "misspelled" : "is" });
      }
      const value = (word) => Math.max(...tokens(word).map((one) => postings.has(one) ? rarity(one) : 0.5 * COMMON));
      const weight = (some) => some.reduce((sum, word) => sum + (STOP.has(word) ? 0 : value(word)), 0);
      const all = Math.max(1, weight(said));
      for (let start = 0; start < said.length; start++) {
        for (let end = Math.min(said.length, start + 5); end > start; end--) {
          if (end - start === said.length) continue;
          const part = said.slice(start, end);
          const found = names.get(squashed(part.join(" "))) ?? names.get(endless(part.join(" ")));
          if (found && weight(part)) for (const one of found) hits.push({ one, share: HELD * weight(part) / all, how: "holds" });
        }
      }
      return hits;
    };

    /* The words of a section that stand side by side, in its heading and in its text. */
    const kept = new Map();
    const besides = (id) => {
      if (!kept.has(id)) {
        kept.set(id, [sections[id].title, sections[id].text].map((text) => {
          const there = tokens(text).filter((word) => !STOP.has(word));
          return new Set(there.slice(1).map((word, at) => `${there[at]} ${word}`));
        }));
      }
      return kept.get(id);
    };

    return { sections, weights, besides, postings, rarity, lengths, mean, nearest, namesIn, known };
  }

  function search(index, query) {
    const { sections, postings, rarity, lengths, mean } = index;
    const asked = [...words(query)].filter(([word]) => word && !STOP.has(word)).map(([word, , , joined]) => [word, joined]);
    const terms = new Map(); // each with how much it counts
    const instead = new Map();
    const said = asked.length ? asked : [...words(query)].map(([word]) => [word, false]);
    said.forEach(([word, joined], at) => {
      if (postings.has(word)) terms.set(word, Math.max(terms.get(word) ?? 0, joined ? 1.5 : 1));
      else if (!joined) {
        const last = at === said.length - 1;
        const begun = last && word.length > 1 ? index.known.filter((other) => other.startsWith(word)).slice(0, 20) : [];
        for (const other of begun) terms.set(other, Math.max(terms.get(other) ?? 0, 0.6));
        if (!begun.length) {
          index.nearest(word).forEach((other, rank) => {
            terms.set(other, Math.max(terms.get(other) ?? 0, rank ? 0.4 : 0.8));
            if (!rank) instead.set(word, other);
          });
        }
      }
    });

    const scores = new Map();
    const covered = new Map();
    let total = 0;
    for (const [word, weight] of terms) {
      const value = rarity(word) * weight;
      total += value;
      for (const [id, often] of postings.get(word)) {
        const held = often / (1 - LENGTH + LENGTH * lengths[id] / mean);
        scores.set(id, (scores.get(id) ?? 0) + value * held * (K1 + 1) / (held + K1));
        covered.set(id, (covered.get(id) ?? 0) + value);
      }
    }
    /* Words that stand side by side in the query and in a section. */
    const pairs = said.slice(1).map(([word], at) => [said[at][0], word]);
    const ranked = [...scores].map(([id, score]) => [id, score * (1 - COVERED + COVERED * covered.get(id) / total)]).sort((a, b) => b[1] - a[1]);
    const bySection = new Map();
    ranked.forEach(([id, score], at) => {
      let near = 0;
      if (at < 60 && pairs.length) {
        for (const beside of index.besides(id)) {
          near = Math.max(near, pairs.filter(([a, b]) => beside.has(`${a} ${b}`)).length / pairs.length);
        }
      }
      bySection.set(id, score * (1 + SIDE_BY_SIDE * near) * (/^(?:sources|related terms)$/i.test(sections[id].title) ? ASIDE : 1));
    });
    const best = total * (K1 + 1) || 1;

    const pages = new Map();
    const at = (page) => {
      let found = pages.get(page);
      if (!found) pages.set(page, found = { page, score: 0, sum: 0, sections: [], hits: [] });
      return found;
    };
    for (const [id, score] of [...bySection].sort((a, b) => b[1] - a[1])) {
      const found = at(sections[id].page);
      found.sections.push([id, score / best]);
      found.sum += score / best * MORE ** found.sections.length;
    }
    for (const found of pages.values()) found.score = found.sum * (index.weights.get(found.page) ?? 1);
    /* The query as it was meant, for the names in it. */
    let meant = query;
    for (const [word, start, length] of [...words(query)].reverse()) {
      if (instead.has(word)) meant = `${meant.slice(0, start)}${instead.get(word)}${meant.slice(start + length)}`;
    }
    const hits = index.namesIn(query);
    if (meant !== query) hits.push(...index.namesIn(meant).filter(({ how }) => how === "is" || how === "holds"));
    for (const hit of hits) at(pageOf(hit.one.location)).hits.push(hit);
    const worth = ({ one, share, how }) => share * (KINDS[one.kind] ?? 1) * (how === "is" && one.kind !== "taught" ? WHOLE : 1);
    for (const found of pages.values()) {
      found.hits.sort((a, b) => worth(b) - worth(a));
      if (found.hits.length) found.score += worth(found.hits[0]);
    }
    return { pages: [...pages.values()].sort((a, b) => b.score - a.score), terms, instead };
  }

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot" }[sign]};`);

  /* A text with what was asked for marked. */
  const marked = (text, terms) => {
    let made = "";
    let end = 0;
    for (const [word, start, length] of terms.size ? words(text) : []) {
      if (start < end || !terms.has(word)) continue;
      made += `${escaped(text.slice(end, start))}<mark>${escaped(text.slice(start, start + length))}</mark>`;
      end = start + length;
    }
    return made + escaped(text.slice(end));
  };

  /* The part of a text that holds most of what was asked for. */
  const excerpt = (text, terms) => {
    if (text.length <= SHOWN) return text;
    const hits = terms.size ? [...words(text)].filter(([word]) => terms.has(word)) : [];
    let best = 0;
    let most = 0;
    for (const [, start] of hits) {
      const held = new Set(hits.filter(([, at]) => at >= start && at < start + SHOWN * 0.8).map(([word]) => word)).size;
      if (held > most) [best, most] = [start, held];
    }
    const from = best < SHOWN * 0.5 ? 0 : text.indexOf(" ", best - 50) + 1;
    const to = text.indexOf(" ", from + SHOWN);
    return (from ? "… " : "") + (to < 0 ? text.slice(from) : `${text.slice(from, to)} …`);
  };

  /* What is told with a page: what an acronym stands for, what it is not called, how it is spelled. */
  const note = (query, found, instead, written) => {
    for (const { one, how, share } of found.hits) {
      if (how === "begins" && share < TYPED) continue; // who types "lo" has not yet written "long-range adaptation"
      if (one.kind === "wrong") return escaped(one.says);
      if (how === "stands" && squashed(query) !== squashed(one.says)) {
        return `<b>${escaped(one.name)}</b> stands for <b>${escaped(one.says)}</b>.`;
      }
      if (how === "misspelled") return `Spelled <b>${escaped(one.name)}</b> here.`;
    }
    const other = [...instead.values()].map((word) => written.get(word) ?? word);
    return other.length ? `Found for <b>${escaped(other.join(" "))}</b>.` : "";
  };

  /* Makes what answers a query as Material's worker does: groups of a page and its sections. */
  function answers(docs, names) {
    const index = make(docs, names);
    const { sections } = index;
    const pages = new Map();
    sections.forEach((section, id) => {
      if (!pages.has(section.page)) pages.set(section.page, { title: section.title, first: id });
      const page = pages.get(section.page);
      if (!page.text && section.text) [page.text, page.intro] = [section.text, id];
    });
    const written = new Map(); // how a word is written that is counted without its ending
    for (const { title, text } of sections) {
      for (const [word, start, length, joined] of words(`${title} ${text}`)) {
        if (!joined && !written.has(word)) written.set(word, `${title} ${text}`.slice(start, start + length).toLowerCase());
      }
    }
    const begins = [...index.postings].map(([word, found]) => [written.get(word) ?? "", found.size])
      .filter(([, often]) => often >= OFTEN).sort(([, a], [, b]) => b - a);
    const at = new Map(sections.map(({ location }, id) => [location, id]));

    return (given) => {
      const query = given.slice(0, LONGEST);
      const { pages: found, terms, instead } = search(index, query);
      const least = (found[0]?.score ?? 0) * LEAST;
      const shown = Object.fromEntries([...words(query)].filter(([word]) => word && !STOP.has(word) && !instead.has(word))
        .map(([word, start, length]) => [bare(query).slice(start, start + length), terms.has(word)]));
      const items = found.filter(({ page, score }) => pages.has(page) && score >= least && score > 0).slice(0, PAGES).map((one, place) => {
        const page = pages.get(one.page);
        const named = one.hits[0]?.how !== "begins" || one.hits[0].share >= TYPED ? one.hits[0] : undefined;
        const led = named?.one.location.includes("#") ? at.get(named.one.location) : undefined;
        const own = named?.share > 0.5 && led === undefined;
        const told = note(query, one, place ? new Map() : instead, written);
        const parts = one.sections.map(([id]) => id).filter((id) => id !== page.first && id !== page.intro && sections[id].text);
        const order = [...new Set(led === undefined ? parts : [led, ...parts])].slice(0, SECTIONS);
        const item = (id, score) => ({
          location: sections[id].location, score, terms: shown,
          title: marked(sections[id].title, terms), text: marked(excerpt(sections[id].text, terms), terms),
        });
        const whole = {
          location: one.page, score: one.score, terms: shown, told, title: marked(page.title, terms),
          text: (told && `${told}<br>`) + marked(excerpt(page.text ?? "", new Set()), terms),
        };
        // The page stands above its sections; its text is shown where none of them is as good.
        const alone = own || told || !order.length;
        return alone
          ? [whole, ...order.map((id) => item(id, one.score * 0.9))]
          : [item(order[0], one.score), { ...whole, score: one.score * 0.9 }, ...order.slice(1).map((id) => item(id, one.score * 0.8))];
      });
      return { items, suggest: suggested(query, begins) };
    };
  }

  /* What the word that is being typed may become: the most frequent that begins so. */
  const suggested = (query, begins) => {
    const begun = /[\p{L}\p{N}_]+$/u.exec(query.toLowerCase())?.[0] ?? "";
    if (begun.length < 3) return [];
    const found = begins.find(([word]) => word.startsWith(begun));
    return found && found[0] !== begun ? [found[0]] : [];
  };

  /* The pages whose names are near some words: for an address that is not there. */
  function near(given, names) {
    const query = given.slice(0, LONGEST);
    const own = names.filter(([, , kind]) => kind === "term" || kind === "cover");
    const index = make(own.map(([title, location]) => ({ location, title })), names);
    const titles = new Map();
    for (const [name, location] of names) if (!titles.has(pageOf(location))) titles.set(pageOf(location), name);
    return search(index, query).pages.filter(({ score }) => score > NEAR).map(({ page, hits }) => {
      const { location, name } = hits[0]?.one ?? { location: page, name: titles.get(page) };
      return { location, name, title: titles.get(page) };
    });
  }

  scope.GlossarySearch = { answers, near, plain };
})(globalThis);
