// Checks the answers of exercises: reads numbers by the same table as rereading/forms.py, judges as
// rereading/answers.py does, in the same words. Nothing leaves the page.
(function () {
  "use strict";
  const shared = JSON.parse(document.querySelector("script.quiz-rules").textContent);
  const unpacked = text => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), sign => sign.charCodeAt(0))));
  const words = new Map();
  shared.table.forEach(([kind, size, forms]) =>
    forms.split(" ").forEach(word => words.set(word, [kind, size])));
  const BLANK = new RegExp(shared.blank, "g"), TOKEN = new RegExp(shared.token, "g");
  const DIGITS = shared.digits.map(([pattern, group, point]) => [new RegExp("^" + pattern + "$"), group, point]);
  const NO_UNITS = ["number", "ordinal", "step", "scale", "and", "filler", "strange", "minus"];

  const tidy = text => text.normalize("NFKC").replace(/[‐‑‒–—−]/g, "-").replace(/[’‘ʼ`´]/g, "'")
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

  const runsOf = function (tokens) {
    const runs = [];
    let inside = false;
    tokens.forEach(function (token, at) {
      const more = at + 1 < tokens.length && tokens[at + 1].kind === "number";
      const counts = token.kind === "number" || token.kind === "ordinal";
      const multiplies = token.kind === "step" || token.kind === "scale";
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
    const tokens = tokensOf(text), runs = runsOf(tokens), has = kind => tokens.some(each => each.kind === kind);
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
    return Object.assign(amount, {
      negative: dashed || before.some(token => token.kind === "minus"), units,
      strange: meant && meant.kind === "strange" ? meant.text : "",
      scaled: run.some(token => token.kind === "scale")
    });
  };

  const hits = function (written, times, goal, step) {
    const fine = times * written.fine, off = Math.abs(times * written.value - goal.value), noise = 1 + 1e-9;
    const within = Math.max(Math.min(fine * written.noughts, step) / 2, goal.slack);
    return step ? fine <= step * noise && off <= within * noise : off < 1e-3;
  };

  const howFar = function (written, times, sheet) {
    const value = times * written.value, right = sheet.value, step = sheet.step;
    if (step && value > 0 && value < Infinity) {
      const tens = Math.pow(10, Math.round(Math.log10(value / right)));
      if (tens !== 1 && hits(written, times / tens, sheet, step)) return "scale";
      if (hits(written, times, sheet, 10 * step)) return "coarse";
      if (Math.abs(value - right) <= shared.near * right) return "near";
    }
    if (value > 100 && sheet.unit === "pct") return "whole";
    return value >= 100 * Math.max(right, 1) || 100 * value <= right ? "far" : "hint";
  };

  const judge = {
    number: function (text, sheet) {
      const written = read(text), [fitting, size] = shared.asked[sheet.unit];
      if (typeof written === "string") return [written];
      const kinds = written.units.map(unit => unit.kind);
      if (kinds.some(kind => !fitting.includes(kind))) return ["unit"];
      if (written.strange && !shared.counts.includes(sheet.unit)) return ["strange", false, written.strange];
      if (written.negative && written.value) return ["negative"];
      const factor = written.units.reduce((product, unit) => product * (unit.size || size), 1);
      const tries = kinds.length || written.scaled ? [["right", factor / size]] : [["right", 1]];
      if (size > 1 && !kinds.length && !written.scaled) tries.push(["base", 1 / size]);
      if (sheet.unit.startsWith("pct") && !kinds.includes("pct")) tries.push(["fraction", 100]);
      const right = tries.find(([, times]) => hits(written, times, sheet, sheet.step));
      const wrong = tries.flatMap(([, times]) => sheet.wrong.filter(each => hits(written, times, each, each.step)));
      return right ? [right[0], true] : [wrong.length ? wrong[0].text : howFar(written, tries[0][1], sheet)];
    },
    choice: function (text, sheet) {
      const reply = sheet.choices.find(each => text === each.id).text;
      return reply ? [reply] : ["right", true];
    },
    text: function (text) {
      const letters = text.match(/[\u3040-\u9fff\uac00-\ud7af]/g) || [];
      const enough = text.split(" ").length >= shared.enough || letters.length >= 2 * shared.enough;
      return enough ? ["compare", true] : ["short"];
    }
  };

  document.querySelectorAll("form.quiz").forEach(function (form) {
    const sheet = unpacked(form.querySelector("script").textContent), output = form.querySelector("output");
    const field = form.querySelector("input[type=text], textarea");
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const chosen = field || form.querySelector("input:checked"), text = chosen ? tidy(chosen.value) : "";
      const [name, right, strange] = text ? judge[sheet.kind](text, sheet) : ["empty"];
      const says = Object.entries(sheet.says).concat([["strange", strange || ""]]);
      output.dataset.right = String(!!right);
      const solution = document.getElementById(sheet.id + "-solution");
      if (right && solution) solution.open = true;
      // Emptied first, so that the same reply twice is read out twice.
      output.textContent = "";
      output.textContent = says.reduce((said, [place, words]) => said.split("{" + place + "}").join(words),
        shared.messages[name] || name);
    });
    form.addEventListener("input", function () {
      output.textContent = "";
      delete output.dataset.right;
    });
  });
})();
