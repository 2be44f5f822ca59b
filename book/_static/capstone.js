// Judges a claim of one's own: reads its form as rereading/amounts.py does, by the same patterns and in the
// same words, and makes the card of rereading/figures/cards.py. Nothing leaves the page.
(function () {
  "use strict";
  const { NO_UNITS, read, tidy, tokensOf } = window.numbers;
  const form = document.querySelector("form.own-claim");
  const rules = JSON.parse(document.querySelector("script.claim-rules").textContent);
  const pattern = (name, flags = "i") => new RegExp(rules.patterns[name], flags);
  const filled = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
  const problem = (name, places) => ({ problem: rules.messages[name].map(text => filled(text, places)) });
  const isLetters = kind => /^[a-z]/.test(kind);

  // --- Amounts, as in rereading/amounts.py --------------------------------------------------------

  const plain = (value, decimals, grouped = true) => value.toLocaleString("en-US", {
    useGrouping: grouped, minimumFractionDigits: decimals || 0, maximumFractionDigits: decimals === undefined ? 20 : decimals
  });
  const decimalsOf = value => (plain(value).split(".")[1] || "").length;
  const rounded = value => Number(value.toPrecision(12));

  const share = function (text) {
    const part = pattern("part").exec(text);
    const counted = part && (part[3] || /^an?$/i.test(part[1]) ? "one" : part[1].toLowerCase());
    const ratio = pattern("ratio").exec(part ? counted + " in " + rules.wholes[(part[2] || part[3]).toLowerCase()] : text);
    if (!ratio) return null;
    const one = read(ratio[1]), whole = read(ratio[2]);
    if (typeof one === "string" || typeof whole === "string") return null;
    const units = number => JSON.stringify(number.units.map(unit => [unit.kind, unit.size]));
    if (units(one) !== units(whole) || !(0 < one.value && one.value <= whole.value && whole.value < Infinity) || one.value % 1) return null;
    const value = rounded(100 * one.value / whole.value);
    const decimals = Math.min(decimalsOf(value), Math.max(2, 1 - Math.floor(Math.log10(value))));
    return { value, decimals, form: "{} percent", size: 1, unit: ["pct"], scale: 1 };
  };

  const signsOf = function (before) {
    const kept = [];
    let start = before.length;
    for (const token of tokensOf(before).reverse()) {
      if (isLetters(token.kind)) {
        const touches = token.end === start && /^[a-zA-Z]{1,3}$/.test(token.text);
        if (!touches && !pattern("sign", "").test(token.text)) break;
        token.kind = token.text.toLowerCase() === "us" ? "filler" : "strange";
      }
      kept.unshift(token);
      start = token.start;
    }
    return kept;
  };

  const unitOf = function (tokens) {
    const unit = [], inPoints = tokens.some(token => token.kind === "points");
    let size = 1;
    for (const token of tokens) {
      if (token.kind === "stop" && token.text !== "to") break;
      if (["filler", "stop", "and"].includes(token.kind) || (token.kind === "pct" && inPoints)) continue;
      if (NO_UNITS.includes(token.kind)) unit.push(token.text.toLowerCase().replace(/s$/, ""));
      else if (unit.length) unit.push(token.size + " " + token.kind);
      else { unit.push(token.kind); size = token.size || 1; }
    }
    return { unit, size };
  };

  const numberIn = function (text) {
    const ends = Array.from(text.matchAll(pattern("prose", "g")), found => found.index).concat(text.length);
    const words = text.replace(pattern("word", "g"), found => found.replace(/[0-9]/g, "x"));
    const tries = [words, text].flatMap(each => ends.map(end => each.slice(0, end)));
    return tries.map(read).find(number => typeof number !== "string");
  };

  const amount = function (written) {
    const text = tidy(written).replace(/\{/g, "(").replace(/\}/g, ")").replace(pattern("hedge"), "")
      .replace(/to \$1$/, "to the dollar");
    const many = pattern("multiple").exec(text), times = many && rules.times[(many[1] || many[2]).toLowerCase()];
    if (many) return { value: times, decimals: decimalsOf(times), form: "{} times", size: 1, unit: ["×"], scale: 1 };
    const part = share(text);
    if (part) return part;
    return measured(written, text.replace(pattern("rank"), "rank "));
  };

  const measured = function (written, text) {
    const number = numberIn(text);
    if (!number || !isFinite(number.value)) throw problem(!number && /[0-9]/.test(text) && read(text) === "several" ? "several" : "text", { text: written });
    const alone = read(text.slice(number.start, number.end)), figure = typeof alone === "string" ? number : alone;
    const value = number.negative ? -figure.value : figure.value;
    const ahead = text.slice(0, number.start), signs = signsOf(ahead), last = tokensOf(ahead).pop();
    const after = text.slice(number.end).split(pattern("aside"))[0];
    const lead = signs.length ? ahead.slice(signs[0].start) : "", before = number.negative ? lead.replace(/-|minus |negative /g, "") : lead;
    if (number.units.some(unit => unit.kind === "rank") || (last && last.kind === "rank")) return { value, decimals: 0, form: "rank {}", size: 1, unit: ["rank"], scale: 1 };
    const tokens = tokensOf(after);
    let scale = 1;
    while (tokens.length && ["step", "scale"].includes(tokens[0].kind)) scale *= tokens.shift().size;
    if (tokens.length && signs.some(sign => sign.kind === tokens[0].kind)) tokens.shift(); // US$30 billion dollars
    const { unit, size } = unitOf(signs.concat(tokens));
    const decimals = Math.max(0, -Math.round(Math.log10(figure.fine || 1)));
    return { value, decimals, form: before + "{}" + after, size: size * scale, unit, scale };
  };

  const isOf = (one, other) => one.unit.join() === other.unit.join();
  const held = function (given, claim) {
    if (!claim || (isOf(given, claim) && given.size === claim.size)) return given;
    const [mine, its] = [given, claim].map(each => each.form.replace("{}", "").trim() || "no unit");
    if (!isOf(given, claim)) throw problem("unit", { mine, its });
    const value = rounded(given.value * given.size / claim.size);
    return Object.assign({}, claim, { value, decimals: decimalsOf(value) });
  };

  const apart = (one, other) => one && other ? Math.abs(Math.log10(Math.abs(one)) - Math.log10(Math.abs(other))) : 0;
  const endsOf = function (claim, texts) {
    const ends = texts.map(amount);
    if (!claim) return ends;
    return ends.map(function (end) {
      const named = end.unit.length ? { size: end.size, scale: 1 } : [...ends, claim].find(each => each.unit.length) || claim;
      const own = end.unit.length ? end.size : end.size * named.size / named.scale, goal = claim.value * claim.size;
      const scales = end.scale !== 1 ? [1] : [claim.scale, ...ends.map(each => each.scale), 1];
      const off = scales.map(scale => apart(end.value * own * scale, goal));
      const size = own * scales[off.indexOf(Math.min(...off))];
      return held(Object.assign({}, end, { size, unit: end.unit.every((name, at) => name === claim.unit[at]) ? claim.unit : end.unit }), claim);
    });
  };

  const bandOf = function (written, claim) {
    const text = tidy(written);
    for (const [side, pattern] of rules.bands) {
      const found = new RegExp(pattern, "i").exec(text);
      if (!found) continue;
      const ends = endsOf(claim, found.slice(1).filter(Boolean)), first = ends[0], last = ends[ends.length - 1];
      if (first.value > last.value) throw problem("upside", { text });
      return { side, low: ["most", "less"].includes(side) ? -Infinity : first.value, first: first.decimals,
        high: ["least", "more"].includes(side) ? Infinity : last.value, last: last.decimals };
    }
    throw problem("band", { text });
  };

  // --- The verdict and the card, as in rereading/verdicts.py and figures/cards.py -----------------

  const digits = (value, unit, decimals) => plain(value, decimals, unit !== "{}" || Math.abs(value) >= 1e4);
  const words = (value, unit, decimals) => unit.replace("{}", digits(value, unit, decimals));
  const holds = (band, value) => ((value > band.low || (band.side !== "more" && value === band.low)) && value < band.high)
    || (band.side !== "less" && value === band.high);

  const bandWords = function (band, unit) {
    const low = words(band.low, unit, band.first), high = words(band.high, unit, band.last);
    const first = unit.indexOf("{}") > 0 ? low : digits(band.low, unit, band.first);
    return { least: low + " or more", more: "more than " + low, most: high + " or less", less: "less than " + high,
      exactly: "exactly " + high, range: band.low === band.high ? "exactly " + high : first + " to " + high }[band.side];
  };

  const tried = function (asserted, unit, band, literal) {
    const kind = /%|percent/.test(unit) ? "percentages" : unit.startsWith("rank {}") ? "ranks" : "numbers";
    const steps = Array.from({ length: 101 }, (_, n) => n);
    const grid = kind === "percentages" ? steps : kind === "ranks" ? steps.slice(1, 11)
      : steps.map(n => asserted * Math.pow(10, (n - 50) / 50));
    const others = grid.filter(n => Math.abs(n - asserted) > 1e-9 * Math.max(Math.abs(n), Math.abs(asserted)));
    const moved = (end, n) => kind === "numbers" ? end * n / asserted : end + n - asserted;
    const passed = others.filter(n => holds(Object.assign({}, band, { low: moved(band.low, n), high: moved(band.high, n) }), literal));
    const would = holds(band, literal) ? "hold as well" : "hold";
    if (!others.length) return "";
    return `<p class="others">Of ${others.length} other ${kind} ${passed.length || "none"} would ${would}.</p>`;
  };

  const safe = text => text.replace(/[&<>"']/g, sign => "&#" + sign.charCodeAt(0) + ";");

  const cardOf = function (entry) {
    const { claim, band, readings } = entry, [literal] = readings, unit = claim.form;
    const said = words(claim.value, unit, claim.decimals), headline = entry.statement.includes(said) ? said : entry.number;
    const found = words(literal.value, unit, literal.decimals);
    return `<div class="card"><p class="asserted"${headline.length > 7 ? ' data-long=""' : ""}>${safe(headline)}</p>`
      + `<div><p>${safe(entry.statement)}</p><p class="verdict">${holds(band, literal.value) ? "Holds" : "Does not hold"} as written.</p>`
      + `<p class="why">Read as written: <data class="number" value="${plain(literal.value, undefined, false)}" tabindex="0" `
      + `data-origin="${safe(found + " · " + literal.grade)}">${safe(found)}</data>, ${safe(literal.label)}.</p>${tried(claim.value, unit, band, literal.value)}`
      + `<p class="fine">A claim of one’s own · the wording allows ${safe(bandWords(band, unit))}</p></div></div>`;
  };

  const listOf = function (entry) {
    const items = entry.readings.map((one, at) => `<li>${safe(words(one.value, entry.claim.form, one.decimals))}, ${safe(one.label)} `
      + `(${safe(one.source)}; ${one.grade}${one.changed ? "; otherwise: " + safe(one.changed) : ""}): `
      + `${holds(entry.band, one.value) ? "in" : "outside"} the band${at ? "" : "; the literal reading"}</li>`);
    const against = entry.against ? `<p><b>What counts against it.</b> ${safe(entry.against)}</p>` : "";
    return `<p><b>Why this band.</b> ${safe(entry.because)}</p><ul>${items.join("")}</ul>${against}`;
  };

  // --- The form --------------------------------------------------------------------------------------

  const judge = function (field) {
    const wrong = {}, entry = { readings: [] };
    const of = function (name, make) {
      const text = field(name);
      try {
        if (text) return make(text);
        wrong[name] = rules.empty;
      } catch (thrown) {
        if (!thrown.problem) throw thrown;
        wrong[name] = thrown.problem;
      }
    };
    entry.statement = of("claim", text => text);
    entry.number = field("number");
    entry.claim = of("number", amount);
    entry.band = of("band", text => bandOf(text, entry.claim));
    entry.because = of("because", text => text);
    entry.against = field("against");
    rules.readings.forEach(function (row, at) {
      const names = ["number", "label", "source", "changed"].map(part => row + "-" + part);
      if (at && !names.some(field)) return;
      const given = of(names[0], text => held(amount(text), entry.claim));
      const [label, source] = names.slice(1, 3).map(name => of(name, text => text));
      entry.readings.push(Object.assign({}, given, { label, source, changed: field(names[3]), grade: field(row + "-grade") }));
    });
    return { wrong, entry };
  };

  const alertLine = form.querySelector("[role=alert]"), sheet = document.querySelector(".own-card");
  const print = sheet.nextElementSibling;
  const field = name => form.elements[name] ? form.elements[name].value.replace(/\s+/g, " ").trim() : "";
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const { wrong, entry } = judge(field), names = Object.keys(wrong);
    form.querySelectorAll(".wrong").forEach(function (line) {
      const name = line.id.replace(/^own-|-wrong$/g, "");
      line.textContent = wrong[name] ? wrong[name].join(": ") + "." : "";
      form.elements[name].setAttribute("aria-invalid", String(!!wrong[name]));
    });
    alertLine.textContent = names.length ? rules.again : "";
    sheet.hidden = print.hidden = names.length > 0;
    sheet.innerHTML = names.length ? "" : cardOf(entry) + listOf(entry);
    (names.length ? form.elements[names[0]] : sheet).focus();
  });
  print.addEventListener("click", function () {
    document.documentElement.classList.add("one-card");
    window.print();
    document.documentElement.classList.remove("one-card");
  });
})();
