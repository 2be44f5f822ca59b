// Searches BOOK (see search.py), and lists its parts that have the words, best first, each with a line.
(function () {
  "use strict";
  var MOST = 30, MOST_OF_A_PAGE = 3, BEFORE = 60, LINE = 200;
  var LITTLE = " a an and are at by did do does for from how in is it of on or the to was were what when where which who why with ";
  var status = document.getElementById("found"), list = document.getElementById("places");

  // Letters without their accents, one for one: places in the text stay what they are.
  function plain(text) {
    return text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, function (c) { return c.normalize("NFD")[0]; }).toLowerCase();
  }

  function wordsOf(query) {
    var all = plain(query).match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) || [];
    var words = all.filter(function (word) { return LITTLE.indexOf(" " + word + " ") < 0; });
    return Array.from(new Set(words.length ? words : all));
  }

  // A number is looked for whole, with its commas or without; a word with any ending; signs anywhere.
  function pattern(word) {
    var edge = "(^|[^\\p{L}\\d])";
    if (/^\d/.test(word)) {
      var digits = word.replace(/,(?=\d{3})/g, "").replace(/\D/g, "\\$&").replace(/\d(?=\d)/g, "$&,?");
      return new RegExp("(^|[^\\p{L}\\d.,]|[^\\d][.,])(" + digits + ")(?![.,]?\\d)", "gu");
    }
    if (!/\p{Script=Latin}/u.test(word)) return new RegExp("()(" + word + ")", "gu");
    var stem = word.replace(/^(.{4,}?)(ies|ing|ed|s)$/, "$1");
    return new RegExp(edge + "(" + stem + (word.length > 3 ? "\\p{L}*" : "s?(?!\\p{L})") + ")", "gu");
  }

  // Where the words stand in a text: [start, end, number of the word], in order.
  function places(text, patterns) {
    var found = [];
    patterns.forEach(function (one, i) {
      for (var hit of text.matchAll(one)) {
        var start = hit.index + hit[1].length;
        found.push([start, start + hit[2].length, i]);
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  function count(found) { return new Set(found.map(function (one) { return one[2]; })).size; }

  // The shortest stretch with all the words that a text has.
  function closest(found) {
    var most = count(found), best = null;
    found.forEach(function (first, i) {
      var seen = new Set();
      for (var j = i; j < found.length && seen.size < most; j++) seen.add(found[j][2]);
      var length = found[j - 1][1] - first[0];
      if (seen.size === most && (!best || length < best.length)) best = { start: first[0], length: length };
    });
    return best;
  }

  function search(query) {
    var patterns = wordsOf(query).map(pattern), results = [], order = 0;
    var letters = wordsOf(query).join(" ").length;
    BOOK.forEach(function (entry) {
      var inTitle = places(plain(entry[1][0][1]), patterns);
      entry[1].forEach(function (part, i) {
        var inHeading = places(plain(part[1]), patterns), inText = places(plain(part[2]), patterns);
        var has = count(inTitle.concat(inHeading, inText));
        if (!inHeading.length && !inText.length) return;
        var near = closest(inText), says = count(inText);
        var score = 6 * count(inHeading) / patterns.length
          + says / patterns.length * (4 / (1 + Math.max(0, (near ? near.length : 0) - letters) / 40))
          + (i ? 0 : 3 * says / patterns.length)
          - (entry[0].indexOf("/classroom/") > 0 ? 4 : 0);
        results.push({ page: entry, part: part, places: inText, near: near, has: has, score: score, order: order++ });
      });
    });
    var most = Math.max.apply(null, results.map(function (one) { return one.has; }));
    results = results.filter(function (one) { return one.has === most; });
    results.sort(function (a, b) { return b.score - a.score || a.order - b.order; });
    return { results: results, all: most === patterns.length };
  }
  window.bookSearch = search;
})();
