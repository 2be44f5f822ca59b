// Reads numbers as people write them, by the same table as rereading/forms.py, for quiz.js and capstone.js.
(function () {
  "use strict";
  const shared = JSON.parse(document.querySelector("script.number-rules").textContent);
  const words = new Map();
  shared.table.forEach(([kind, size, forms]) =>
    forms.split(" ").forEach(word => words.set(word, [kind, size])));
  const BLANK = new RegExp(shared.blank, "g"), TOKEN = new RegExp(shared.token, "g");
  const DIGITS = shared.digits.map(([pattern, group, point]) => [new RegExp("^" + pattern + "$"), group, point]);
  const NO_UNITS = ["number", "ordinal", "step", "scale", "and", "filler", "strange", "minus"];

  const tidy = text => text.replace(/10([⁺⁻⁰¹²³⁴-⁹]+)/g, "10^$1").normalize("NFKC").replace(/[‐‑‒–—−]/g, "-")
    .replace(/([0-9]) ?[×x*] ?10 ?\^ ?([+-]?[0-9]{1,2})(?![0-9])/g, "$1e$2").replace(/([a-z])fold(?![a-z])/g, "$1-fold")
    .replace(/([a-zA-Z])[.](?=[0-9])/g, "$1. ").replace(/[’‘ʼ`´]/g, "'")
    .replace(/[pP]er ?[cC]ent(?![a-z])/g, "percent").replace(BLANK, " ").replace(/^ +| +$/g, "");

  const figure = function (written) {
    const [digits, power = "0"] = written.replace(/[ ']/g, "").split("e");
    const form = DIGITS.find(([pattern]) => pattern.test(digits));
    if (!form) return { kind: "unreadable" };
    const [whole, decimals = ""] = digits.split(form[1] || " ").join("").split(form[2]);
    const noughts = decimals || /^0*$/.test(whole) ? 0 : whole.match(/0*$/)[0].length;
    return {
      kind: "number", size: Number(whole + "." + decimals + "e" + power),
      fine: Number("1e" + (Number(power) - decimals.length)), noughts: Number("1e" + noughts)
    };
  };

  const tokensOf = text => Array.from(text.matchAll(TOKEN), function (match) {
    const text = match[0], typed = /[0-9.,]/.test(text[0]);
    const [kind, size] = words.get(text) || words.get(text.toLowerCase()) || ["strange", 0];
    const token = { text, kind, size, fine: 1, noughts: size && size % 10 === 0 ? 10 : 1 };
    return Object.assign(token, typed && figure(text.toLowerCase()),
      { typed, ascii: !/[^\x00-\x7f]/.test(text), start: match.index, end: match.index + text.length });
  });

  const runsOf = function (tokens, text) {
    const runs = [];
    let inside = false;
    tokens.forEach(function (token, at) {
      const more = at + 1 < tokens.length && tokens[at + 1].kind === "number";
      const counts = token.kind === "number" || token.kind === "ordinal";
      const multiplies = token.kind === "step" || token.kind === "scale";
      inside = inside && !/[^ ,-]/.test(text.slice(tokens[at - 1].end, token.start));
      const led = !token.ascii || (at > 0 && /^an?$/i.test(tokens[at - 1].text));
      if (inside && (counts || multiplies || (token.kind === "and" && more))) runs[runs.length - 1][1] = at + 1;
      else if (inside = counts || (multiplies && led)) runs.push([at, at + 1]);
    });
    return runs;
  };

  const joined = function (number, last, token) {
    const size = token.size;
    if (last.typed || token.typed) return null;
    if (last.size < 10 && size < 10 && !token.ascii) return 10 * number + size;
    if (number >= 20 && number % 10 === 0 && size > 0 && size < 10) return number + size;
    return number >= 10 && number < 100 && size >= 10 && size < 100 ? 100 * number + size : null;
  };

  const amountOf = function (run) {
    let total = 0, section = 0, fine = 1, noughts = 1, number = null, step = Infinity, scale = Infinity;
    let last = run[0];
    for (const token of run) {
      const size = token.size;
      if (token.kind === "step" && size < step) {
        section += number === null ? size : number * size;
        [fine, number, step] = [number === null ? size : fine * size, null, size];
      } else if (token.kind === "scale" && last.kind === "scale" && total) {
        [total, fine, scale] = [total * size, fine * size, size];
      } else if (token.kind === "scale" && size < scale) {
        total += (token === run[0] ? 1 : section + (number || 0)) * size;
        [fine, section, number, step, scale] = [fine * size, 0, null, Infinity, size];
      } else if (token.kind === "number" || token.kind === "ordinal") {
        number = number === null ? size : joined(number, last, token);
        if (number === null) return null;
        [fine, noughts] = [token.fine, token.noughts];
      } else return null;
      last = token;
    }
    return { value: total + section + (number || 0), fine, noughts };
  };

  // Returns the one number in a text with its units, or the name of the reply why there is none.
  const read = function (text) {
    const tokens = tokensOf(text), runs = runsOf(tokens, text), has = kind => tokens.some(each => each.kind === kind);
    if (has("unreadable")) return "unreadable";
    if (runs.length !== 1 || has("part")) return runs.length ? "several" : "text";
    const [start, end] = runs[0];
    const before = tokens.slice(0, start), run = tokens.slice(start, end), rest = tokens.slice(end);
    const ahead = !run[0].typed && before[before.length - 1];
    if (ahead && (ahead.kind === "and" || (ahead.kind === "strange" && ahead.end === run[0].start))) return "text";
    const amount = amountOf(run.filter(token => token.kind !== "and"));
    if (!amount) return "several";
    const stop = rest.findIndex(token => token.kind === "stop");
    const after = stop < 0 ? rest : rest.slice(0, stop);
    const units = before.filter(token => !/^[a-z]/.test(token.kind))
      .concat(after.filter(token => !NO_UNITS.includes(token.kind)))
      .concat(run.filter(token => token.kind === "ordinal").map(() => ({ kind: "rank", size: 1 })));
    const meant = after.find(token => token.kind !== "filler");
    const dashed = /(?:^|[^a-zA-Z0-9])- ?[^a-zA-Z0-9_ ]?$/.test(text.slice(0, run[0].start));
    const plain = run[0].typed && run.slice(1).every(token => token.kind === "step" || token.kind === "scale");
    return Object.assign(amount, {
      negative: dashed || before.some(token => token.kind === "minus"), units,
      strange: meant && meant.kind === "strange" ? meant.text : "",
      scaled: run.some(token => token.kind === "scale"), start: run[0].start, end: (plain ? run[0] : run[run.length - 1]).end
    });
  };

  window.numbers = { NO_UNITS, read, tidy, tokensOf };
})();
