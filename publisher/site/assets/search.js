"use strict";
/* Searches the index that publisher/site/search wrote. It is made of scripts that each call
   one function of `toolriskSearch`: all that a page may load that lies on a disk. What comes
   from them is set as text, never as markup. */
const toolriskSearch = (() => {
  const NAME = 2, SERVER = 3, SUMMARY = 4; // where in a line; 0 is the word, 1 a whole name
  const SHOWN = 20, FIRST = 5, TERMS = 12, LONGEST = 32, WHOLE = 64, KEPT = 300;
  const FILTER = /^(risk|category|effect|trait|grade|server):(.*)$/iu;
  const RUN = /[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}])+/gu;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const VALUE = new Uint8Array(128);
  for (let at = 0; at < 64; at++) VALUE[DIGITS.charCodeAt(at)] = at;

  /* --- loading: each file once, the oldest forgotten when there are many --- */
  const loading = new Map(), arriving = new Map();

  const load = (name) => {
    if (!loading.has(name)) loading.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const broken = () => { loading.delete(name); reject(new Error("broken")); };
      arriving.set(name, resolve);
      script.src = `search/${name}.js`;
      script.onerror = broken;
      script.onload = () => { script.remove(); if (arriving.delete(name)) broken(); };
      document.head.append(script);
    }));
    return loading.get(name);
  };
  const arrived = (name, value) => { arriving.get(name)?.(value); arriving.delete(name); };
  const forget = () => {
    for (const name of loading.keys()) {
      if (loading.size <= KEPT) return;
      if (name !== "index" && !arriving.has(name)) loading.delete(name);
    }
  };
  const part = async (index, kind, number) => {
    const [stamp, held] = await load(`${kind}/${number}`);
    if (stamp !== index.stamp) throw new Error("stale");
    return held;
  };

  /* --- what is asked: words.py reads what is indexed likewise --- */
  const runs = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(RUN) ?? [];
  const cut = (word, length) => Array.from(word).slice(0, length).join("");

  const asked = (text) => {
    const plain = [], narrow = [], names = [];
    for (const said of text.split(/\s+/u).filter(Boolean).slice(0, TERMS)) {
      const [, key, value] = FILTER.exec(said) ?? [];
      const words = runs(value ?? said), to = key ? narrow : plain;
      if (!key) names.push(...words);
      if (!key || key.toLowerCase() === "server") {
        const by = key ? [SERVER] : [SUMMARY, SERVER, NAME];
        for (const word of words) to.push({ word: cut(word, LONGEST), by, begins: false });
      } else if (words.length) {
        const word = `#${key.toLowerCase()}:${cut(words.join(""), WHOLE)}`;
        to.push({ word, by: [NAME], begins: true });
      }
      const last = to[to.length - 1];
      if (last && text.endsWith(said)) last.begins = true;
    }
    return { plain: plain.slice(0, TERMS), narrow, name: cut(names.join(""), WHOLE) };
  };

  /* --- what is found --- */
  const each = (text, mark) => {
    if (!text) return;
    if (text[0] !== "!") {
      for (let at = 0, number = 0, step = 0; at < text.length; at++) {
        const digit = VALUE[text.charCodeAt(at)];
        step = step * 32 + (digit & 31);
        if (digit >= 32) { number += step; step = 0; mark(number); }
      }
      return;
    }
    for (let at = 1; at < text.length; at++) {
      const bits = VALUE[text.charCodeAt(at)];
      for (let bit = 0; bits && bit < 6; bit++) if (bits & (32 >> bit)) mark((at - 1) * 6 + bit);
    }
  };

  const lines = async (index, word, begins) => {
    const sought = begins ? `${word}*` : word;
    let at = index.firsts.findLastIndex((first) => first <= sought);
    if (at < 0) return [];
    let held = await part(index, "words", at);
    const told = held.find((line) => line[0] === sought);
    if (told || !begins) return told ? [told] : [];
    const found = [];
    for (;;) {
      found.push(...held.filter((line) => line[0].startsWith(word)));
      if (!index.firsts[++at]?.startsWith(word)) return found;
      held = await part(index, "words", at);
    }
  };

  const matched = async (index, terms) => {
    const every = await Promise.all(terms.map((term) => lines(index, term.word, term.begins)));
    const hits = new Uint8Array(index.among), cost = new Uint8Array(index.among);
    const best = new Uint8Array(index.among);
    terms.forEach((term, nth) => {
      best.fill(0);
      for (const by of term.by) // the closest last
        for (const line of every[nth]) each(line[by], (number) => { best[number] = by; });
      for (let number = 0; number < best.length; number++)
        if (best[number] && hits[number] === nth) { hits[number]++; cost[number] += best[number]; }
    });
    return { hits, cost };
  };

  const named = async (index, name) => {
    const found = new Uint8Array(index.among);
    if (!name) return found;
    const [begun, same] = await Promise.all([lines(index, name, true), lines(index, name, false)]);
    for (const line of begun) each(line[1], (number) => { found[number] = 2; });
    for (const line of same) each(line[1], (number) => { found[number] = 1; });
    return found;
  };

  /* Numbers by rank: that very name, names that begin so, then the closer the words stand to
     the name. Among equals the index has the graver before. */
  const find = async (index, text) => {
    const { plain, narrow, name } = asked(text);
    const [whole, words, within] = await Promise.all(
      [named(index, name), matched(index, plain), matched(index, narrow)]);
    const ranked = [];
    let count = 0;
    for (let number = 0; number < index.among; number++) {
      if (within.hits[number] < narrow.length) continue;
      if (!whole[number] && words.hits[number] < plain.length) continue;
      const rank = whole[number] || 3 + words.cost[number];
      const equals = ranked[rank] ??= [];
      if (equals.length < SHOWN) equals.push(number);
      count++;
    }
    return { count: plain.length + narrow.length && count, numbers: ranked.flat().slice(0, SHOWN) };
  };

  /* --- what is shown --- */
  const input = document.getElementById("query"), status = document.getElementById("found");
  const list = document.getElementById("results");
  const copy = (id) => document.getElementById(id).content.cloneNode(true);

  const item = ([address, risk, name, server, label, summary]) => {
    const made = copy("result"), link = made.querySelector("a");
    link.href = address;
    link.textContent = name;
    made.querySelector(".server").textContent = server;
    made.querySelector(".label").textContent = label;
    made.querySelector(".summary").textContent = summary;
    if (risk) made.querySelector(".mark").append(copy(`risk-${risk}`));
    return made;
  };

  const say = (key, count = 0, shown = 0) => {
    const words = key ? status.dataset[key] : "";
    status.textContent = words.replace("{count}", count.toLocaleString("en-US"))
      .replace("{shown}", shown);
  };

  const show = async (text, current) => {
    if (!runs(text).length) { list.replaceChildren(); say(""); return; }
    const [stamp, among, together, firsts] = await load("index");
    const index = { stamp, among, firsts };
    const { count, numbers } = await find(index, text);
    const records = numbers.map(async (number) => {
      const held = await part(index, "records", Math.floor(number / together));
      return held[number % together];
    });
    const first = await Promise.all(records.slice(0, FIRST));
    if (!current()) return;
    list.replaceChildren(...first.map(item));
    const key = count === 1 ? "one" : count > numbers.length ? "first" : count ? "all" : "none";
    say(key, count, numbers.length);
    const rest = await Promise.all(records.slice(FIRST));
    if (current()) list.append(...rest.map(item));
    forget();
  };

  let turn = 0, latest = Promise.resolve();
  const search = (text) => {
    const mine = ++turn, current = () => mine === turn;
    const failed = (error) => {
      if (!current()) return;
      list.replaceChildren();
      say(error.message in status.dataset ? error.message : "broken");
    };
    list.ariaBusy = "true";
    if (!list.firstChild) say("busy");
    latest = show(text, current).catch(failed).finally(() => {
      if (current()) list.ariaBusy = "false";
    });
  };

  const fromAddress = () => {
    const said = new URLSearchParams(location.hash.slice(1)).get("q")
      ?? new URLSearchParams(location.search).get("q"); // from another page's form
    if (said === null || said === input.value) return;
    input.value = said;
    search(said);
  };

  /* --- keys --- */
  const move = (by) => {
    const stops = [input, ...list.querySelectorAll("a")];
    const to = stops[stops.indexOf(document.activeElement) + by];
    to?.focus();
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => { input.value = ""; input.focus(); input.dispatchEvent(new Event("input")); },
  };

  input.addEventListener("input", () => {
    history.replaceState(null, "", `#q=${encodeURIComponent(input.value)}`);
    search(input.value);
  });
  input.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    await latest;
    list.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const within = document.activeElement === input || list.contains(document.activeElement);
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (within && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  window.addEventListener("hashchange", fromAddress);
  document.getElementById("without").hidden = true;
  document.getElementById("search").hidden = false;
  // After this script has been read, as the files of the index call it by its name.
  queueMicrotask(() => { load("index").catch(() => say("broken")); fromAddress(); });

  return {
    index: (...told) => arrived("index", told),
    words: (stamp, number, held) => arrived(`words/${number}`, [stamp, held]),
    records: (stamp, number, held) => arrived(`records/${number}`, [stamp, held]),
  };
})();
