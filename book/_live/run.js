// Beside JupyterLite: runs an opened page by itself, and says so when Python does not start.
(function () {
  var PATIENCE_MS = 90000, LOOK_MS = 500;
  var started = Date.now(), notice = null;

  var complain = function () {
    if (notice) return;
    notice = document.createElement("div");
    notice.id = "no-python";
    notice.setAttribute("role", "alert");
    notice.textContent = "Python has not started in this browser. Reload the page; if this sentence " +
      "comes back, use another browser or device, or go back and download the page as a notebook.";
    document.body.append(notice);
  };
  var look = function () {
    var app = window.jupyterapp;
    var panel = app && app.shell.currentWidget;
    var kernel = panel && panel.sessionContext && panel.sessionContext.session
      && panel.sessionContext.session.kernel;
    if (kernel && kernel.status === "idle" && panel.context.isReady) {
      if (notice) notice.remove();
      // Running leads down to the last cell; a reader begins at the first.
      var top = function () {
        panel.content.activeCellIndex = 0;
        panel.content.scrollToCell(panel.content.activeCell);
      };
      app.commands.execute("notebook:run-all-cells");
      top();
      return;
    }
    if (Date.now() - started > PATIENCE_MS) complain();
    setTimeout(look, LOOK_MS);
  };
  look();

  // Two links above the page: the files beside it, and a start without anybody's changes.
  var page = (new URLSearchParams(location.search).get("path") || "").replace(/^.*\/|\.ipynb$/g, "");
  var bar = document.createElement("nav");
  bar.id = "live-bar";
  bar.setAttribute("aria-label", "This live page");
  [["Files", "../tree/index.html"], ["Start fresh", "../open.html?fresh&page=" + page]].forEach(function (link) {
    var a = document.createElement("a");
    a.textContent = link[0];
    a.href = link[1];
    bar.append(a);
  });
  document.body.append(bar);
})();
