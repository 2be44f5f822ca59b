// Behind Pyodide's own script, in the worker that runs Python, where Python comes with the site.
(function () {
  var begun = self.pythonBegun, load = self.loadPyodide;
  if (begun) { self.loadPyodide = function () { return begun; }; return; }

  // Tells the page how many bytes have arrived.
  var told = new BroadcastChannel("python-arrives"), bytes = 0;
  new PerformanceObserver(function (list) {
    list.getEntries().forEach(function (file) { bytes += file.decodedBodySize; });
    told.postMessage(bytes);
  }).observe({ type: "resource", buffered: true });

  // Puts what a tar holds into Python's file system: the browser is quicker at it than Python.
  var unpack = function (FS, tar) {
    var text = function (from, length) {
      return new TextDecoder().decode(tar.subarray(from, from + length)).replace(/\0.*$/, "");
    };
    for (var at = 0, size; tar[at]; at += 512 + Math.ceil(size / 512) * 512) {
      var path = "/" + text(at + 345, 155) + "/" + text(at, 100);
      size = parseInt(text(at + 124, 12), 8);
      if (tar[at + 156] === 53) FS.mkdirTree(path);  // a folder
      else FS.writeFile(path, tar.subarray(at + 512, at + 512 + size), { canOwn: true });
    }
  };

  // Loads all packages, whatever the kernel names; for the kernel imports what it and every page import
  // before the page's files are mounted: from then on each import asks the page for a file of that name.
  self.loadPyodide = function (settings) {
    var packed = fetch(settings.indexURL + "packages.bin").then(function (answer) {
      return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    });
    return Promise.all([load(Object.assign({}, settings, { packages: [] })), packed]).then(function (both) {
      told.postMessage(Infinity);  // some browsers tell a worker of no download
      unpack(both[0].FS, new Uint8Array(both[1]));
      if (settings.packages) both[0].runPython(
        "import sys, pyodide_kernel, piplite.piplite, pandas, matplotlib.pyplot, matplotlib_inline.backend_inline\n" +
        "pyodide_kernel.ipython_shell.Completer.use_jedi = False  # it is not there\n" +
        "sys.path.append(sys.path.pop(sys.path.index('')))  # the page's folder is asked last");
      return both[0];
    });
  };

  // The page starts this script as a worker while JupyterLite opens, and says which one the kernel asks for.
  if (/pyodide\.js$/.test(self.location.pathname)) {
    self.pythonBegun = self.loadPyodide({ indexURL: new URL("./", self.location).href, packages: [] });
    self.onmessage = function (message) { self.onmessage = null; importScripts(message.data); };
  }
})();
