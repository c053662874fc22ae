(function () {
  "use strict";
  var root = document.documentElement;
  var links = Array.prototype.slice.call(document.querySelectorAll(".languages a"));
  var languages = links.map(function (link) { return link.lang; });
  function show() {
    // Another anchor leaves the language as it is.
    var language = languageOf(languages, root.dataset.language);
    links.forEach(function (link) {
      if (link.lang === language) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
      if (link.lang === language) { root.dir = link.dir; }
    });
    root.lang = language;
    root.dataset.language = language;
    document.title = document.querySelector("title").getAttribute("data-" + language);
  }
  addEventListener("hashchange", show);
  show();
})();
