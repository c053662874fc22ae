(function () {
  "use strict";
  var root = document.documentElement;
  var links = Array.prototype.slice.call(document.querySelectorAll(".languages a"));
  var languages = links.map(function (link) { return link.lang; });
  function wanted() {
    var named = location.hash.slice(1).split(/[-&=]/)[0];
    if (languages.indexOf(named) >= 0) { return named; }
    // Another anchor leaves the language as it is.
    if (root.dataset.language) { return root.dataset.language; }
    var asked = /[?&]lang=([a-z]{2})/.exec(location.search);
    if (asked && languages.indexOf(asked[1]) >= 0) { return asked[1]; }
    var own = (navigator.language || "").slice(0, 2).toLowerCase();
    return languages.indexOf(own) >= 0 ? own : root.dataset.default;
  }
  function show() {
    var language = wanted();
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
