(function () {
  "use strict";
  var root = document.documentElement;
  var pages = Array.prototype.slice.call(document.querySelectorAll(".page"));
  var languages = pages.map(function (page) { return page.id; });

  function show() {
    var language = languageOf(languages);
    pages.forEach(function (page) { page.hidden = page.id !== language; });
    var page = document.getElementById(language);
    root.lang = language;
    root.dir = page.dir;
    root.dataset.language = language;
    document.title = page.dataset.title;
    if (location.hash === "#" + language) { window.scrollTo(0, 0); }
  }

  document.querySelectorAll(".theme").forEach(function (button) {
    button.addEventListener("click", function () {
      var dark = matchMedia("(prefers-color-scheme: dark)").matches;
      var now = root.dataset.theme || (dark ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
    });
  });
  // An hour's title is made when it is pointed at: written into the page they are a tenth of it.
  document.querySelectorAll(".heat").forEach(function (table) {
    table.addEventListener("mouseover", function (event) {
      var cell = event.target.closest("tbody td");
      if (!cell || cell.title) { return; }
      var hour = table.rows[0].cells[cell.cellIndex].firstChild.textContent;
      cell.title = cell.parentElement.cells[0].textContent + " " + hour + ": " + cell.textContent;
    });
  });
  addEventListener("hashchange", show);
  show();
})();
