// What-ifs: a reader's choice is looked up among the answers that Python has computed and worded
// (rereading.whatif), and shown. Nothing is calculated here.
var whatif = (function () {
  var files = {}; // what the files of answers hold, by name
  var take = function (name, content) { files[name] = content; };

  // Which file holds the answer to a choice, and the answer: a sentence and the rows of chart and
  // table, or a message beside the control that has no answer.
  var subjects = {
    "try-imports": {
      file: function () { return "imports"; },
      answer: function (choice, file, asked) {
        return file[asked.map(function (name) { return choice[name]; }).join("|")];
      }
    },
    "try-reserves": {
      file: function () { return "reserves"; },
      answer: function (choice, file) {
        var mt = Number(choice.tonnage), edition = file.editions[choice.edition];
        var run = edition.runs.find(function (one) { return one.from <= mt && mt <= one.to; });
        var rows = edition.countries.map(function (one) { return Object.assign({ role: "country" }, one); });
        rows.splice(run.place, 0, {
          country: file.north, mt: mt, tonnes: file.labels[mt - 1], role: mt === file.claimed ? "claimed" : "north"
        });
        rows.forEach(function (row, i) {
          Object.assign(row, { place: run.ranks[i], low_mt: edition.low_mt, high_mt: edition.high_mt });
        });
        return { sentence: fill(run.sentence, { tonnage: file.words[mt - 1] }), more: edition.more, rows: rows };
      }
    },
    "try-compensation": {
      file: function (choice) { return "compensation-" + (choice.timing === "ten" ? "ten" : choice.first); },
      answer: function (choice, file) {
        var year = file.years[choice.last], method = file.methods[choice.method];
        if (!year) return { control: "last", message: file.no_year };
        if (!year.factors[choice.method]) return { control: "method", message: method.unknown };
        var bases = Object.keys(file.bases), entry = year.factors[choice.method];
        var amounts = choice.currency === "jpy" ? entry.slice(3 + bases.length) : entry.slice(3);
        return {
          sentence: fill(year.sentence, {
            method: method.name, base: file.bases[choice.base], amount: amounts[bases.indexOf(choice.base)],
            of: year[choice.currency], factor: entry[1], growth: entry[2]
          }),
          more: year.more,
          rows: Object.keys(year.factors).map(function (id) {
            var one = year.factors[id];
            return {
              name: file.methods[id].name, family: file.methods[id].family,
              x: one[0], factor: one[1], growth: one[2], chosen: id === choice.method
            };
          })
        };
      }
    }
  };
  var fill = function (template, words) {
    return template.replace(/\{(\w+)\}/g, function (_, name) { return words[name]; });
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
        asked: function () { return !box.hidden; },
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
      return control;
    });
  };

  // --- One what-if -------------------------------------------------------------------------------
  // `load` fetches a script of this site and returns a promise.
  var start = function (section, load) {
    var subject = subjects[section.id], controls = controlsOf(section), view = null, turn = 0, writing = 0;
    var plot = section.querySelector(".plot"), live = plot.querySelector(".live");
    var output = section.querySelector("output"), body = section.querySelector("tbody");
    var heads = Array.from(section.querySelectorAll("thead th")), columns = section.dataset.columns.split(" ");
    var more = section.querySelector(".more"), note = section.querySelector(".share [role=status]");
    var defaults = {};
    controls.forEach(function (control) { defaults[control.name] = control.get(); });

    var choose = function () {
      var choice = {};
      controls.forEach(function (control) { choice[control.name] = control.get(); });
      controls.forEach(function (control) {
        var when = (control.box.dataset.when || "").split("=");
        control.box.hidden = when.length === 2 && choice[when[0]] !== when[1];
      });
      return choice;
    };
    var address = function () {
      var parts = controls.filter(function (control) { return control.asked(); }).map(function (control) {
        return control.name + "=" + encodeURIComponent(control.get());
      });
      return "#" + section.id + ":" + parts.join("&");
    };

    var update = function (byReader) {
      var choice = choose(), bad = false;
      controls.forEach(function (control) {
        var problem = control.asked() ? control.problem() : "";
        control.say(problem);
        control.follow();
        bad = bad || Boolean(problem);
      });
      // A slow file must not overwrite a later choice.
      var mine = turn += 1;
      if (bad) return Promise.resolve(); // the last good picture stays
      var name = subject.file(choice);
      var ready = files[name] ? Promise.resolve() : load(section.dataset.folder + name + ".js");
      return ready.then(function () {
        if (mine !== turn) return null;
        var asked = controls.filter(function (control) { return control.asked(); });
        var found = subject.answer(choice, files[name], asked.map(function (control) { return control.name; }));
        if (found.message) {
          controls.forEach(function (control) { if (control.name === found.control) control.say(found.message); });
          return null;
        }
        if (byReader) {
          note.textContent = "";
          // Browsers allow only so many changes of the address in a row: wait for a slider to rest.
          clearTimeout(writing);
          writing = setTimeout(function () { history.replaceState(null, "", address()); }, 200);
        }
        return show(found);
      }, function () { note.textContent = "The file with these answers could not be loaded."; });
    };

    var show = function (found) {
      more.textContent = found.more;
      if (output.textContent !== found.sentence) output.textContent = found.sentence;
      plot.setAttribute("aria-label", found.sentence);
      body.replaceChildren.apply(body, found.rows.map(function (row) {
        var line = document.createElement("tr");
        columns.forEach(function (column, i) {
          var cell = document.createElement(i ? "td" : "th");
          if (!i) cell.scope = "row";
          cell.className = heads[i].className;
          cell.textContent = row[column];
          line.append(cell);
        });
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
      view = new vega.View(vega.parse(files[section.id], null, { ast: true }), {
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
        control.set(value !== null && control.offers(value) ? value : defaults[control.name]);
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
      copy(location.href.split("#")[0] + address()).then(function () { note.textContent = "The link is copied."; },
        function () { history.replaceState(null, "", address()); note.textContent = "Copy the address of this page: it holds your choice."; });
    });
    window.addEventListener("hashchange", function () { restore(); update(false); });

    restore();
    section.querySelector(".all").disabled = false;
    section.querySelector(".share").hidden = false;
    return update(false).then(function () { section.dataset.ready = ""; });
  };
  // Pages opened from a folder may not use the clipboard; then the promise fails.
  var copy = function (text) {
    return navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
  };
  return { take: take, start: start };
})();
