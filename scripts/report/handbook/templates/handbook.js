"use strict";
(() => {
  const box = document.getElementById("search");
  const articles = [...document.querySelectorAll("article")];
  const sections = [...document.querySelectorAll("section.family")];
  const found = document.getElementById("found");
  const nothing = document.getElementById("nothing");
  const show = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const article of articles) {
      const fits = words.every((word) => article.dataset.search.includes(word));
      article.hidden = !fits;
      count += fits;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    found.textContent = `${count} KPIs`;
    nothing.hidden = count > 0;
  };
  box.addEventListener("input", show);
  // A link to a KPI must work while the search hides it.
  window.addEventListener("hashchange", () => {
    const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (goal && goal.hidden) {
      box.value = "";
      show();
      goal.scrollIntoView();
    }
  });
})();
