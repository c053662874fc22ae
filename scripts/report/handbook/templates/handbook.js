"use strict";
(() => {
  const box = document.getElementById("search");
  const articles = [...document.querySelectorAll("article")];
  const sections = [...document.querySelectorAll("section.family")];
  const found = document.getElementById("found");
  const nothing = document.getElementById("nothing");
  // As people type: no case, no accents, one form of each letter and digit.
  const same = {"ي": "ی", "ى": "ی", "ك": "ک", "ё": "е", "\u200c": " ", "-": " ", "_": " "};
  const fold = (text) => text.toLowerCase()
    .replace(/[يىكё\u200c_-]/g, (sign) => same[sign]).replace(/\u200d/g, "")
    .normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[۰-۹]/g, (sign) => sign.charCodeAt(0) - 0x6f0)
    .replace(/[٠-٩]/g, (sign) => sign.charCodeAt(0) - 0x660)
    .replace(/[يىك]/g, (sign) => same[sign]);
  // What a search looks through, read from the page when it is first needed.
  const SEARCHED = "h3, .id > code, .tag, .names bdi, .summary";
  const texts = new Map();
  const textOf = (article) => {
    if (!texts.has(article)) {
      const parts = [article.parentElement.querySelector("h2"), ...article.querySelectorAll(SEARCHED)];
      texts.set(article, fold(parts.map((part) => part.textContent).join(" ")));
    }
    return texts.get(article);
  };
  const show = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const article of articles) {
      const fits = words.every((word) => textOf(article).includes(word));
      article.hidden = !fits;
      count += fits;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    found.querySelectorAll("[lang]").forEach((text) => {
      text.textContent = text.textContent.replace(/[\d۰-۹]+/, count.toLocaleString(text.lang));
    });
    nothing.hidden = count > 0;
  };
  box.addEventListener("input", show);
  // A link to a KPI opens its card, also while the search hides it.
  const open = () => {
    const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const card = goal && goal.querySelector("details.card");
    if (!card) { return; }
    if (goal.hidden) {
      box.value = "";
      show();
    }
    card.open = true;
    goal.scrollIntoView();
  };
  addEventListener("hashchange", open);
  // On paper every card is open.
  addEventListener("beforeprint", () => document.querySelectorAll("details.card").forEach((card) => { card.open = true; }));
  open();
})();
