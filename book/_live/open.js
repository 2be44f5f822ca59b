// Leads on to a live page if Python can be had; if not, shows the sentence that says what to do.
(function () {
  var PATIENCE_MS = 15000;
  var main = document.getElementById("content");
  var page = new URLSearchParams(location.search).get("page") || "index";
  var known = main.dataset.pages.split(" ").indexOf(page) >= 0;

  var say = function (name) {
    document.querySelectorAll("[data-case]").forEach(function (sentence) {
      sentence.hidden = sentence.dataset.case !== name;
    });
  };
  var ask = function (file) {
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, PATIENCE_MS);
    return fetch(main.dataset.runtime + file, { signal: stop.signal })
      .then(function (answer) {
        if (!answer.ok) throw new Error(file + ": " + answer.status);
        return answer.json();
      })
      .finally(function () { clearTimeout(timer); });
  };

  // Throw away what somebody kept in this browser: JupyterLite's files and settings.
  var startFresh = function () {
    say("fresh");
    Object.keys(localStorage).forEach(function (key) {
      if (key !== "theme" && key !== "code") localStorage.removeItem(key);
    });
    var forget = function (name) {
      return new Promise(function (done) {
        var asked = indexedDB.deleteDatabase(name);
        asked.onsuccess = asked.onerror = asked.onblocked = done;
      });
    };
    (indexedDB.databases ? indexedDB.databases() : Promise.resolve([])).then(function (found) {
      return Promise.all(found.filter(function (base) { return /^JupyterLite/.test(base.name); })
        .map(function (base) { return forget(base.name); }));
    }).then(function () { location.replace("open.html?page=" + encodeURIComponent(page)); });
  };

  if (known) {
    document.querySelector("[data-link=page]").href = "../book/" + page + ".html";
    document.querySelector("[data-link=notebook]").href = "../notebooks/" + page + ".ipynb";
    document.querySelector("[data-link=fresh]").href = "open.html?fresh&page=" + page;
  }
  if (location.protocol === "file:") return say("file");
  if (!known) return say("page");
  if (!window.WebAssembly || !window.Worker || !window.DecompressionStream) return say("old");
  if (new URLSearchParams(location.search).has("fresh")) return startFresh();
  say("wait");
  // Where the list of packages is, and is one, there are the files; run.js speaks up if Python does not start.
  ask("pyodide-lock.json").then(function (lock) {
    if (!lock.packages) throw new Error("no list of packages");
    // In place of this page, so that the browser’s Back leads to the book.
    location.replace("notebooks/index.html?path=" + encodeURIComponent("notebooks/" + page + ".ipynb"));
  }).catch(function () { say("runtime"); });
})();
