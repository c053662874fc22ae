// The language of the address, else the one that is kept, else the one that the reader's browser asks for.
function languageOf(languages, kept) {
  "use strict";
  var named = location.hash.slice(1).split(/[-&=]/)[0];
  if (languages.indexOf(named) >= 0) { return named; }
  if (kept) { return kept; }
  var asked = /[?&]lang=([a-z]{2})/.exec(location.search);
  if (asked && languages.indexOf(asked[1]) >= 0) { return asked[1]; }
  var own = (navigator.language || "").slice(0, 2).toLowerCase();
  return languages.indexOf(own) >= 0 ? own : document.documentElement.dataset.default;
}
