// Beside JupyterLite: runs an opened page by itself, tells how far it is, and what does not work here.
(function () {
  var PATIENCE_MS = 90000, LOOK_MS = 200, ROOM = 5e6;  // bytes, for a page and some tables
  // Where steps end, in per cent: estimated from a trial's timings.
  var OPEN = 10, ARRIVED = 40, STARTED = 70;
  var bytes = Number(document.currentScript.dataset.bytes);  // of Python; 0 if another host has it
  var arrived = 0, run = null, ended = false, noted = false, percent = 0, moved = Date.now(), said = {};

  // Python that comes with the site starts while JupyterLite opens: the kernel gets the worker it asks for begun.
  var OwnWorker = window.Worker, begun = bytes && new OwnWorker("../static/pyodide/pyodide.js");
  if (begun) window.Worker = function (address, options) {
    if (String(address).indexOf("pyodide-kernel") < 0) return new OwnWorker(address, options);
    window.Worker = OwnWorker;  // for a kernel that is started anew
    begun.postMessage(String(address));
    return begun;
  };

  var complain = function (name, sentence) {
    if (said[name]) return;
    said[name] = document.createElement("div");
    said[name].id = name;
    said[name].className = "live-note";
    said[name].setAttribute("role", "alert");
    said[name].textContent = sentence;
    document.body.append(said[name]);
  };

  var bar = document.createElement("div");
  bar.id = "live-progress";
  bar.innerHTML = '<span role="status"></span> <progress max="100" aria-label="Start of this page"></progress> <b></b>';
  document.body.append(bar);
  var tell = function (words, now) {
    if (now > percent) { percent = now; moved = Date.now(); }
    var status = bar.querySelector("span");
    if (status.textContent !== words) status.textContent = words;  // or it is read out again
    bar.querySelector("progress").value = percent;
    bar.querySelector("b").textContent = Math.round(percent) + " %";
  };
  new BroadcastChannel("python-arrives").onmessage = function (message) {
    arrived = Math.max(arrived, Math.min(1, message.data / bytes));  // another tab may start as well
  };

  // What a private window or a full storage takes away; the page runs all the same.
  var note = function () {
    var worker = navigator.serviceWorker;
    (worker ? worker.getRegistration().catch(function () {}) : Promise.resolve()).then(function (found) {
      if (!found) complain("no-files", "In this window, as in some private ones, a page cannot read the files " +
        "beside it. It runs with the tables that it came with: a table changed under Files changes nothing here.");
    });
    var lost = function () {
      complain("not-kept", "This browser keeps nothing for this page: the window is private, or the storage is " +
        "full. The page runs; to keep what you change, download it before you close the window.");
    };
    try { indexedDB.open("JupyterLite probe").onerror = lost; } catch (_) { lost(); }
    if (navigator.storage && navigator.storage.estimate) navigator.storage.estimate().then(function (room) {
      if (room.quota - room.usage < ROOM) lost();
    });
  };

  // A copy that this browser keeps hides what a later edition of the book says.
  var compare = function (model) {
    fetch("../files/notebooks/" + page + ".ipynb").then(function (answer) { return answer.json(); })
      .then(function (now) {
        if (now.metadata.edition !== model.getMetadata("edition")) complain("old-copy", "This is the copy " +
          "that this browser keeps of the page, and the book has changed since. Start fresh, below, shows the " +
          "page as it is now, without what was changed here; to keep that, download it first.");
      }).catch(function () {});  // a notebook of the reader's own
  };

  var look = function () {
    var app = window.jupyterapp;
    var panel = app && app.shell.currentWidget;
    var kernel = panel && panel.sessionContext && panel.sessionContext.session
      && panel.sessionContext.session.kernel;
    if (kernel && !noted) { noted = true; note(); }
    if (!run && kernel && kernel.status === "idle" && panel.context.isReady) {
      compare(panel.content.model);
      run = app.commands.execute("notebook:run-all-cells");
      run.finally(function () { ended = true; });
      // Running leads down to the last cell; a reader begins at the first.
      panel.content.activeCellIndex = 0;
      panel.content.scrollToCell(panel.content.activeCell);
    }
    var cells = run ? panel.content.widgets.filter(function (cell) { return cell.model.type === "code"; }) : [];
    var done = cells.filter(function (cell) { return cell.model.executionCount; }).length;
    if (ended) { bar.remove(); if (said["no-python"]) said["no-python"].remove(); return; }
    if (done) tell("The page runs.", STARTED + (100 - STARTED) * done / cells.length);
    else if (arrived === 1) tell("Python starts.", ARRIVED);
    else if (kernel || bytes) tell("Python arrives.", OPEN + (ARRIVED - OPEN) * arrived);
    else tell("The page opens.", 5);
    if (!done && Date.now() - moved > PATIENCE_MS) complain("no-python",
      "Python has not started in this browser. Reload the page; if this sentence " +
      "comes back, use another browser or device, or go back and download the page as a notebook.");
    setTimeout(look, LOOK_MS);
  };
  look();

  // Two links above the page: the files beside it, and a start without anybody's changes.
  var page = (new URLSearchParams(location.search).get("path") || "").replace(/^.*\/|\.ipynb$/g, "");
  var links = document.createElement("nav");
  links.id = "live-bar";
  links.setAttribute("aria-label", "This live page");
  [["Files", "../tree/index.html"], ["Start fresh", "../open.html?fresh&page=" + page]].forEach(function (link) {
    var a = document.createElement("a");
    a.textContent = link[0];
    a.href = link[1];
    links.append(a);
  });
  document.body.append(links);
})();
