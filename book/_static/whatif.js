// What-ifs: a reader's choice is answered and shown. The words are those of Python (rereading.whatif);
// what is too much to be written down beforehand is computed here as rereading.compensation does it.
var whatif = (function () {
  var taken = {}; // the chart of each what-if and what its answers are made from, by its key
  var take = function (key, content) { taken[key] = content; };

  // The answer to a choice: a sentence, what to add, and the rows of chart and table, or a message
  // beside the control that has no answer.
  var answers = {
    "try-imports": function (choice, data) { return data[Object.values(choice).join("|")]; },
    "try-reserves": function (choice, data) {
      var edition = data.editions[choice.edition], mt = Number(choice.tonnage), role = mt === data.claimed ? "claimed" : "north";
      var rows = edition.countries.concat({ country: data.north, mt: mt, tonnes: mt + " Mt", role: role });
      var rank = function (tonnes) { return 1 + rows.filter(function (row) { return row.mt > tonnes; }).length; };
      var level = edition.countries.filter(function (one) { return one.mt === mt; }).map(function (one) { return one.country; });
      return {
        sentence: fill(edition.sentence, {
          tonnage: mt, rank: data.ranks[rank(mt) - 1], level: level.length ? ", level with " + and.format(level) : ""
        }),
        more: edition.more,
        rows: rows.sort(function (one, other) { return other.mt - one.mt; }).map(function (row) {
          return Object.assign({ place: rank(row.mt) }, row, edition.second);
        })
      };
    },
    "try-compensation": function (choice, data) {
      var last = Number(choice.last), ten = choice.timing === "ten", paid = ten ? data.paid : [Number(choice.first)];
      if (last <= paid[paid.length - 1]) return { control: "last", message: fill(data.no_year[choice.timing], choice) };
      var rows = data.methods.map(function (method) {
        var times = paid.reduce(function (sum, year) { return sum + factor(data, method, year, last); }, 0) / paid.length;
        return {
          name: method.name, family: method.family, x: times, factor: digits(times, times >= 2 ? null : times >= 0.1 ? 2 : 3),
          growth: digits(growth(times, paid, last), 1), chosen: method.method_id === choice.method, unknown: method.unknown
        };
      });
      var chosen = rows.find(function (row) { return row.chosen; });
      rows = rows.filter(function (row) { return isFinite(row.x); });
      if (!rows.includes(chosen)) return { control: "method", message: chosen.unknown };
      var reach = rows.filter(function (row) { return row.x >= data.asserted; }).map(function (row) { return row.name; });
      var millions = choice.base * chosen.x * (choice.currency === "jpy" ? data.series.jpy_per_usd[last] : 1);
      return {
        sentence: fill(data.sentences[choice.timing], {
          method: chosen.name, base: data.sums[choice.base], first: choice.first, of: fill(data.of[choice.currency], choice),
          amount: millions < 1000 ? digits(millions) + " million" : digits(millions / 1000) + " billion",
          factor: chosen.factor, growth: chosen.growth
        }),
        more: fill(data.reach[Math.min(reach.length, 2)], {
          known: data.counts[rows.length], count: data.counts[reach.length], names: reach.join("; ")
        }),
        rows: rows.sort(function (one, other) { return one.x - other.x; })
      };
    }
  };
  var fill = function (template, words) {
    return template.replace(/\{(\w+)\}/g, function (_, name) { return words[name]; });
  };
  var and = new Intl.ListFormat("en-GB");
  // Rounded digits as rereading.quantities prints them: halves away from zero, no minus before nothing.
  var digits = function (value, decimals) {
    var places = decimals || (Number.isInteger(value) || value >= 100 ? 0 : 1);
    return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places }).replace(/^-(?=[0.]*$)/, "");
  };
  // Dollars of one year for a dollar of another by one yardstick; NaN where data lack.
  var factor = function (data, method, first, last) {
    var at = function (name, year) { return year in data.series[name] ? data.series[name][year] : NaN; };
    var ratio = function (name) { return name ? at(name, first) / at(name, last) : 1; };
    var grown = 1;
    if (method.rule === "cited") grown = String([first, last]) === String(data.step) ? data.cited[method.series_id] : NaN;
    else if (method.rule === "compound") {
      for (var year = first + 1; year <= last; year += 1) grown *= 1 + at(method.series_id, year) / 100;
    } else grown = at(method.series_id, last) / at(method.start_series_id, first) * ratio(method.per_series_id);
    return grown * ratio(method.exchange_series_id);
  };
  // The constant growth in percent a year that gives payments of these years their mean factor; of
  // more than one it is found by halving the stretch that holds it.
  var growth = function (mean, paid, last) {
    if (paid.length === 1) return 100 * (Math.pow(mean, 1 / (last - paid[0])) - 1);
    var low = -99, high = 1000, middle = 0;
    while (low < middle && middle < high) {
      var grown = paid.reduce(function (sum, year) { return sum + Math.pow(1 + middle / 100, last - year); }, 0) / paid.length;
      if (grown < mean) low = middle; else high = middle;
      middle = (low + high) / 2;
    }
    return low;
  };

  // --- The controls of one what-if ---------------------------------------------------------------
  var controlsOf = function (section) {
    return Array.from(section.querySelectorAll(".choice")).map(function (box) {
      var radios = Array.from(box.querySelectorAll("input[type=radio]"));
      var slider = box.querySelector("input[type=range]"), field = box.querySelector("select, input[type=number]");
      var wrong = box.querySelector(".wrong");
      var control = {
        name: box.dataset.name,
        box: box,
        get: function () {
          return field ? field.value : radios.find(function (radio) { return radio.checked; }).value;
        },
        offers: function (value) {
          if (radios.length) return radios.some(function (radio) { return radio.value === value; });
          if (!slider) return Array.from(field.options).some(function (option) { return option.value === value; });
          return /^\d+$/.test(value) && Number(value) >= Number(field.min) && Number(value) <= Number(field.max);
        },
        set: function (value) {
          radios.forEach(function (radio) { radio.checked = radio.value === value; });
          if (field) field.value = value;
          control.follow();
        },
        // The slider goes where the number is.
        follow: function () {
          if (!slider || control.problem()) return;
          slider.value = field.value;
        },
        problem: function () {
          if (!slider || field.validity.valid) return "";
          var what = field.validity.badInput ? "That is not a number."
            : field.validity.valueMissing ? "There is no number."
            : field.validity.stepMismatch ? field.value + " is not a whole number."
            : field.value + " is out of range.";
          return what + " " + field.dataset.ask;
        },
        say: function (message) {
          if (wrong.textContent !== message) wrong.textContent = message;
          if (!field) return; // a radio button is never invalid
          if (message) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
        }
      };
      if (slider) slider.addEventListener("input", function () { field.value = slider.value; });
      if (slider && slider.value !== box.dataset.start) field.value = slider.value; // moved before this ran
      return control;
    });
  };

  // --- One what-if -------------------------------------------------------------------------------
  var start = function (section) {
    var controls = controlsOf(section), view = null, writing = 0;
    var plot = section.querySelector(".plot"), live = plot.querySelector(".live");
    var output = section.querySelector("output"), body = section.querySelector("tbody");
    var model = body.rows[0].cloneNode(true), columns = section.dataset.columns.split(" ");
    var more = section.querySelector(".more"), note = section.querySelector(".share [role=status]");

    // Shows what is asked after a choice; returns what is chosen there, by the control's name.
    var choose = function () {
      var all = {}, choice = {};
      controls.forEach(function (control) { all[control.name] = control.get(); });
      controls.forEach(function (control) {
        var when = (control.box.dataset.when || "").split("=");
        control.box.hidden = when.length === 2 && all[when[0]] !== when[1];
        if (!control.box.hidden) choice[control.name] = all[control.name];
      });
      return choice;
    };
    var address = function () { return "#" + section.id + ":" + new URLSearchParams(choose()); };

    var update = function (byReader) {
      var choice = choose(), told = {};
      controls.forEach(function (control) {
        if (control.name in choice && control.problem()) told[control.name] = control.problem();
        control.follow();
      });
      var found = Object.keys(told).length ? null : answers[section.id](choice, taken[section.id].data);
      if (found && found.message) told[found.control] = found.message;
      controls.forEach(function (control) { control.say(told[control.name] || ""); });
      if (!found || found.message) return Promise.resolve(); // the last good picture stays
      if (byReader) {
        note.textContent = "";
        // Browsers allow only so many changes of the address in a row: wait for a slider to rest.
        clearTimeout(writing);
        writing = setTimeout(function () { history.replaceState(null, "", address()); }, 200);
      }
      return show(found);
    };

    var show = function (found) {
      more.textContent = found.more;
      if (output.textContent !== found.sentence) output.textContent = found.sentence;
      plot.setAttribute("aria-label", found.sentence);
      body.replaceChildren.apply(body, found.rows.map(function (row) {
        var line = model.cloneNode(true);
        columns.forEach(function (column, i) { line.cells[i].textContent = row[column]; });
        return line;
      }));
      return draw(found.rows);
    };
    var draw = function (rows) {
      var fresh = rows.map(function (row) { return Object.assign({}, row); });
      if (view) return view.data("rows", fresh).runAsync();
      plot.style.minHeight = plot.offsetHeight + "px"; // nothing below moves
      section.classList.add("playing"); // the drawing for pages without scripts makes room
      // Parsed to a tree and interpreted, not compiled, the chart needs no `eval`.
      view = new vega.View(vega.parse(taken[section.id].chart, null, { ast: true }), {
        expr: vega.expressionInterpreter, renderer: "svg", container: live
      });
      new ResizeObserver(function () {
        if (live.clientWidth && live.clientWidth !== view.width()) view.width(live.clientWidth).runAsync();
      }).observe(live);
      return view.width(live.clientWidth).data("rows", fresh).runAsync();
    };

    // The choice in the address; what it lacks or gets wrong is as it was at first.
    var restore = function () {
      var parts = location.hash.slice(1).split(/:|%3A/i);
      if (parts[0] !== section.id || parts.length < 2) return;
      var given = new URLSearchParams(parts.slice(1).join(":")), wrong = [];
      controls.forEach(function (control) {
        var value = given.get(control.name);
        control.set(value !== null && control.offers(value) ? value : control.box.dataset.start);
      });
      given.forEach(function (value, name) {
        var control = controls.find(function (one) { return one.name === name; });
        if (!control || !control.offers(value)) wrong.push(name + "=" + value);
      });
      note.textContent = wrong.length
        ? "The address asks for something that is not offered (" + wrong.join(", ") + "); the first choice stands in its place." : "";
    };

    var form = section.querySelector("form");
    form.addEventListener("input", function () { update(true); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    section.querySelector(".share button").addEventListener("click", function () {
      // Pages opened from a folder may not use the clipboard.
      var link = location.href.split("#")[0] + address();
      (navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject()).then(function () { note.textContent = "The link is copied."; },
        function () { history.replaceState(null, "", address()); note.textContent = "Copy the address of this page: it holds your choice."; });
    });
    window.addEventListener("hashchange", function () { restore(); update(false); });

    restore();
    section.querySelector(".share").hidden = false;
    return update(false).then(function () { section.dataset.ready = ""; });
  };
  return { take: take, start: start, answers: answers };
})();
