// Lists the parts of BOOK (see search.py) that have the words of a query, best first, each with a line.
(function () {
  "use strict";
  var MOST = 30, MOST_OF_A_PAGE = 3, BEFORE = 70, AFTER = 130; // results; letters around the words
  var LITTLE = ("a an and are as at by did do does for from how in is it of on or the to was were what when "
    + "where which who why with").split(" ");

  // Without accents and capitals, letter for letter: places in a text stay what they are.
  function plain(text) {
    return text.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, function (letter) {
      return letter.normalize("NFD")[0];
    }).toLowerCase();
  }

  // Numbers are looked for whole, with commas or without, words with any ending, other scripts anywhere.
  function pattern(word) {
    if (/^\d/.test(word)) {
      var digits = word.replace(/,/g, "").replace(/\d(?=\d)/g, "$&,?").replace(".", "\\.");
      return new RegExp("(^|[^\\d.,]|[^\\d][.,])(" + digits + ")(?![.,]?\\d)", "g");
    }
    if (!/\p{Script=Latin}/u.test(word)) return new RegExp("()(" + word + ")", "g");
    var ending = word.length > 3 ? "\\p{L}*" : "(?!\\p{L})";
    return new RegExp("(^|[^\\p{L}])(" + word.replace(/^(.{4,}?)(ies|ing|ed|s)$/, "$1") + ending + ")", "gu");
  }

  // Where a text has the words, from its beginning to its end.
  function hitsIn(text, patterns) {
    var simple = plain(text);
    return patterns.flatMap(function (each, word) {
      return Array.from(simple.matchAll(each), function (hit) {
        var start = hit.index + hit[1].length;
        return { start: start, end: start + hit[2].length, word: word };
      });
    }).sort(function (a, b) { return a.start - b.start; });
  }

  function different(hits) { return new Set(hits.map(function (hit) { return hit.word; })).size; }

  // The shortest stretch of a text with all the words that it has.
  function closest(hits) {
    var all = different(hits), best = { start: 0, length: Infinity };
    hits.forEach(function (first, i) {
      var seen = new Set(), last = i;
      while (seen.add(hits[last].word).size < all && last < hits.length - 1) last += 1;
      var length = hits[last].end - first.start;
      if (seen.size === all && length < best.length) best = { start: first.start, length: length };
    });
    return best;
  }

  // How much of a text the words make up.
  function density(hits, text) {
    return hits.reduce(function (sum, hit) { return sum + hit.end - hit.start; }, 0) / (text.length || 1);
  }

  // What a heading says counts most, then what a page says first, then how close and dense the words stand.
  // Material for a class and lists of what stands elsewhere come behind the chapters.
  function judged(page, i, patterns) {
    var part = page[1][i], hits = hitsIn(part[2], patterns), inHeading = hitsIn(part[1], patterns);
    var near = closest(hits), of = patterns.length, headed = different(inHeading) / of;
    var score = headed * headed * (3 + 4 * density(inHeading, part[1]))
      + 2 * different(hits) / of * Math.min(1, 40 / near.length) + Math.min(0.1, density(hits, part[2])); // the last breaks ties
    if (i === 0) score += 2 * different(inHeading.concat(hits)) / of;
    if (/\/(classroom\/|sources|data)/.test(page[0]) || /corrections/.test(page[0]) && !inHeading.length) score -= 3;
    var known = inHeading.length + hits.length ? inHeading.concat(hits, hitsIn(page[1][0][1], patterns)) : [];
    return {
      page: page, part: part, hits: hits, inHeading: inHeading, score: score, words: different(known),
      start: headed < 1 ? near.start : 0, // under a heading that says it, the first words
    };
  }

  // The parts that have most of the words.
  function search(patterns) {
    var all = BOOK.flatMap(function (page) {
      return page[1].map(function (_, i) { return judged(page, i, patterns); });
    });
    var most = Math.max.apply(null, all.map(function (one) { return one.words; }));
    return all.filter(function (one) { return most > 0 && one.words === most; })
      .sort(function (a, b) { return b.score - a.score; });
  }

  // Fills an element with a text from one letter to another, its hits marked.
  function fill(element, text, hits, from, to) {
    hits.forEach(function (hit) {
      if (hit.start < from || hit.end > to) return;
      var mark = document.createElement("mark");
      mark.append(text.slice(hit.start, hit.end));
      element.append(text.slice(from, hit.start), mark);
      from = hit.end;
    });
    element.append(text.slice(from, to));
  }

  // A link to a part, and the line of it that has the words.
  function item(one) {
    var li = document.createElement("li"), link = document.createElement("a"), line = document.createElement("p");
    var place = one.part[0], heading = one.part[1], text = one.part[2];
    var from = text.lastIndexOf(" ", Math.max(0, one.start - BEFORE)) + 1;
    var end = text.indexOf(" ", one.start + AFTER), to = end < 0 ? text.length : end;
    link.href = one.page[0] + ".html" + (place && "#" + place);
    if (place) link.append(one.page[1][0][1], heading && " › ");
    fill(link, heading, one.inHeading, 0, heading.length);
    line.append(from > 0 ? "… " : "");
    fill(line, text, one.hits, from, to);
    line.append(to < text.length ? "\u00a0…" : "");
    li.append(link, line);
    return li;
  }

  function summary(query, found, shown, words) {
    if (!words) return "Type a word or a number.";
    if (!found.length) return "This book does not have “" + query + "”. Try fewer words, or another spelling.";
    var what = found.length === 1 ? "One place has " : found.length + " places have ";
    what += found[0].words < words ? "most of the words; none has all." : "what you look for.";
    return what + (shown < found.length ? " The best " + shown + " are listed." : "");
  }

  var query = new URLSearchParams(location.search).get("q");
  if (query === null) { document.getElementById("q").focus(); return; }
  var all = plain(query.normalize("NFKC")).match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) || [];
  var telling = all.filter(function (word) { return !LITTLE.includes(word); });
  var patterns = Array.from(new Set(telling.length ? telling : all), pattern);
  var found = patterns.length ? search(patterns) : [], ofPage = new Map();
  var listed = found.filter(function (one) {
    ofPage.set(one.page, (ofPage.get(one.page) || 0) + 1);
    return ofPage.get(one.page) <= MOST_OF_A_PAGE;
  }).slice(0, MOST);
  document.getElementById("q").value = query;
  document.getElementById("found").textContent = summary(query, found, listed.length, patterns.length);
  document.getElementById("places").append.apply(document.getElementById("places"), listed.map(item));
})();
