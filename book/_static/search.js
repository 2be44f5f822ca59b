// What Sphinx's search leaves out: it looks for no number, and ranks all pages with a word alike.
(function () {
  "use strict";
  var parse = Search._parseQuery;
  Search._parseQuery = function (query) {
    var parsed = parse(query);
    splitQuery(query).forEach(function (word) { if (/^\d+$/.test(word)) parsed[1].add(word); });
    // The index is a plain object, which has words such as “constructor” of its own.
    parsed[1].forEach(function (word) { if (word in {}) parsed[1].delete(word); });
    return parsed;
  };
  // Claims come first, then the chapters and what they show, then what is made of them for a class.
  Scorer.score = function (result) {
    var claim = (result[3] || "").indexOf("claim") === 0, inClass = result[0].indexOf("/classroom/") > 0;
    return result[4] + (claim ? 10 : 0) - (inClass ? 4 : 0);
  };
})();
