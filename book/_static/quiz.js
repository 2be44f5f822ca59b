// Checks the answers of exercises: the same rules as rereading/answers.py, the same words from the
// data beside each form. Nothing leaves the page.
(function () {
  "use strict";
  var GROUPED = "\\d{1,3}(?:[ ']\\d{3})+(?!\\d)(?:[.,]\\d+)?";
  var NUMBER = new RegExp("(?:" + GROUPED + "|\\d+(?:[.,]\\d+)*|[.,]\\d+)(?:e[+-]?\\d{1,4}(?![a-z\\d]))?", "g");
  var WORD = /us\$|[a-z]+|[%$¥€£₩×]/g;
  var BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200d\u2028-\u202f\u205f\u2060\u3000\ufeff]+/g;
  var FAR = 100, NEAR = 3, ENOUGH_WORDS = 8;
  var own = Object.prototype.hasOwnProperty;

  var tidy = function (text) {
    return text.normalize("NFKC").toLowerCase()
      .replace(/[‐‑‒–—−]/g, "-")
      .replace(/[’‘ʼ`´]/g, "'")
      .replace(/per ?cent(?![a-z])/g, "percent")
      .replace(BLANK, " ").replace(/^ +| +$/g, "");
  };

  var valuesOf = function (number) {
    var parts = number.replace(/[ ']/g, "").split("e");
    var scale = "e" + (parts[1] || 0);
    var marks = parts[0].match(/[.,]/g) || [];
    var groups = parts[0].split(/[.,]/);
    var threes = function (some) { return some.every(function (group) { return group.length === 3; }); };
    var first = groups[0].length > 0 && groups[0].length <= 3;
    var thousands = first && threes(groups.slice(1));
    var found = [];
    if (!marks.length) found = [parts[0]];
    else if (marks.length === 1) {
      var decimal = (groups[0] || 0) + "." + groups[1];
      var grouped = thousands && groups[0] !== "0" ? [groups.join("")] : [];
      found = marks[0] === "," ? grouped.concat(decimal) : [decimal].concat(grouped);
    } else if (new Set(marks).size === 1) {
      if (thousands) found = [groups.join("")];
    } else if (first && new Set(marks.slice(0, -1)).size === 1 && threes(groups.slice(1, -1))) {
      found = [groups.slice(0, -1).join("") + "." + groups[groups.length - 1]];
    }
    return found.map(function (each) { return Number(each + scale); });
  };

  var say = function (name, rules, right) {
    var text = rules.messages[name];
    ["unit", "hint", "right"].forEach(function (place) {
      text = text.split("{" + place + "}").join(rules.sheet.says[place]);
    });
    return { text: text, right: !!right };
  };

  var hits = function (values, goal, times) {
    return values.some(function (value) {
      return Math.abs(value - goal.value) <= (times || 1) * goal.tolerance;
    });
  };

  var howFar = function (values, sheet) {
    if (hits(values, sheet, NEAR)) return "near";
    if (values[0] > 100 && sheet.unit === "pct") return "whole";
    if (values[0] > FAR * Math.max(sheet.value, 1)) return "large";
    return values[0] * FAR < sheet.value ? "small" : "hint";
  };

  var weigh = function (values, inPercent, scale, size, rules) {
    var sheet = rules.sheet;
    var times100 = values.map(function (value) { return 100 * value; });
    var over = values.map(function (value) { return value / size; });
    var how = hits(values, sheet) ? "right" : "";
    if (!how && scale === 1) {
      if (size > 1 && hits(over, sheet)) how = "base";
      else if (sheet.unit === "pct" && !inPercent && hits(times100, sheet)) how = "fraction";
    }
    if (how) return say(how, rules, true);
    var wrong = sheet.wrong.find(function (each) { return hits(values, each); });
    return wrong ? { text: wrong.text, right: false } : say(howFar(values, sheet), rules);
  };

  var judgeNumber = function (text, rules) {
    var numbers = Array.from(text.matchAll(NUMBER));
    var words = text.replace(NUMBER, " ").match(WORD) || [];
    var values, negative = false;
    if (!numbers.length) {
      var spelt = words.filter(function (word) { return own.call(rules.numerals, word); });
      if (spelt.length !== 1) return say(spelt.length ? "several" : "text", rules);
      values = [rules.numerals[spelt[0]]];
    } else if (numbers.length > 1) {
      return say("several", rules);
    } else {
      values = valuesOf(numbers[0][0]);
      negative = /(?:^|[^a-z0-9])- ?[$¥€£₩]?$/.test(text.slice(0, numbers[0].index));
    }
    if (!values.length) return say("unreadable", rules);
    var known = words.filter(function (word) { return own.call(rules.words, word); })
      .map(function (word) { return rules.words[word]; });
    var fitting = rules.asked[rules.sheet.unit][0], size = rules.asked[rules.sheet.unit][1];
    if (known.some(function (word) { return word[0] && fitting.indexOf(word[0]) < 0; })) {
      return say("unit", rules);
    }
    if (negative && values.some(Boolean)) return say("negative", rules);
    var scale = known.reduce(function (product, word) { return product * word[1]; }, 1);
    if (scale !== 1) values = values.map(function (value) { return value * scale / size; });
    return weigh(values, known.some(function (word) { return word[0] === "pct"; }), scale, size, rules);
  };

  var judgeChoice = function (text, rules) {
    var letter = text.match(/^\(?([a-z])[.):]?$/);
    var choice = rules.sheet.choices.find(function (each, position) {
      return (letter && letter[1] === String.fromCharCode(97 + position)) ||
        text === each.id || text === tidy(each.label);
    });
    if (!choice) return say("unknown", rules);
    return choice.text ? { text: choice.text, right: false } : say("right", rules, true);
  };

  var judgeText = function (text, rules) {
    var letters = text.match(/[\u3040-\u9fff\uac00-\ud7af]/g) || [];
    var enough = text.split(" ").length >= ENOUGH_WORDS || letters.length >= 2 * ENOUGH_WORDS;
    return say(enough ? "compare" : "short", rules, enough);
  };

  var replyTo = function (answer, rules) {
    var text = tidy(answer);
    if (!text) return say("empty", rules);
    return { number: judgeNumber, choice: judgeChoice, text: judgeText }[rules.sheet.kind](text, rules);
  };

  var read = function (element) { return JSON.parse(element.textContent); };
  var shared = read(document.querySelector("script.quiz-rules"));
  document.querySelectorAll("form.quiz").forEach(function (form) {
    var rules = Object.assign({ sheet: read(form.querySelector("script")) }, shared);
    var output = form.querySelector("output");
    var field = form.querySelector("input[type=text], textarea");
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = form.querySelector("input:checked");
      var reply = replyTo(field ? field.value : chosen ? chosen.value : "", rules);
      output.dataset.right = String(reply.right);
      // Emptied first, so that the same reply twice is read out twice.
      output.textContent = "";
      output.textContent = reply.text;
    });
    form.addEventListener("input", function () {
      output.textContent = "";
      delete output.dataset.right;
    });
  });
})();
