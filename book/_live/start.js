// Behind Pyodide's own script, in the worker that runs Python, where Python comes with the site.
(function () {
  // Tells the page how many bytes have arrived.
  var told = new BroadcastChannel("python-arrives"), bytes = 0;
  new PerformanceObserver(function (list) {
    list.getEntries().forEach(function (file) { bytes += file.decodedBodySize; });
    told.postMessage(bytes);
  }).observe({ type: "resource", buffered: true });

  // Loads all packages, whatever the kernel names, and imports what it and every page import before the
  // page's files are mounted: from then on each import asks the page whether there is a file of that name.
  var load = self.loadPyodide;
  self.loadPyodide = function (settings) {
    if (!settings.packages) return load(settings);
    return load(Object.assign({}, settings, { packages: ["packages"] })).then(function (python) {
      python.runPython(
        "import pyodide_kernel, pandas, matplotlib.pyplot, matplotlib_inline.backend_inline\n" +
        "pyodide_kernel.ipython_shell.Completer.use_jedi = False  # it is not there");
      return python;
    });
  };
})();
