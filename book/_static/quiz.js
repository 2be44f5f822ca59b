// Checks the answers of exercises: reads numbers with numbers.js, judges as rereading/answers.py does, in
// the same words. Nothing leaves the page.
(function () {
  "use strict";
  const { read, tidy } = window.numbers;
  const shared = JSON.parse(document.querySelector("script.quiz-rules").textContent);
  const unpacked = text => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), sign => sign.charCodeAt(0))));

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
      if ([10, 100 * step < right ? 100 : 10].some(each => hits(written, times, sheet, each * step))) return "coarse";
      if (Math.abs(value - right) <= shared.near * right) return "near";
    }
    if (value > 100 && sheet.unit === "pct") return "whole";
    return value >= 100 * Math.max(right, 1) || 100 * value <= right ? "far" : "hint";
  };

  const judge = {
    number: function (text, sheet) {
      const written = read(text.replace(/^.*=(?=.*[0-9])/, "")), [fitting, size] = shared.asked[sheet.unit];
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
