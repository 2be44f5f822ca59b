// What tests do in a live page, loaded before it.
"use strict";
window.live = {
  // What the page tells of its start, line by line.
  told: [],
  keep() {
    new MutationObserver(() => {
      const bar = document.getElementById("live-progress");
      if (bar && bar.textContent !== live.told.at(-1)) live.told.push(bar.textContent);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  },

  // Loads Pyodide and all packages, and makes the function that runs a notebook's cells.
  async start([runtime, code]) {
    await new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = runtime + "pyodide.js"; script.onload = done; script.onerror = fail;
      document.head.append(script);
    });
    const python = await loadPyodide({ indexURL: runtime });
    python.runPython(code);
    live.run = python.globals.get("run_cells");
  },

  // Writes a file into JupyterLite's storage, as saving a page or dropping a file does; returns its text.
  async write([path, change]) {
    const contents = window.jupyterapp.serviceManager.contents;
    const model = await contents.get(path, { content: true });
    const text = typeof model.content === "string" ? model.content : JSON.stringify(model.content);
    if (!change) return text;
    const [from, to] = change;
    const content = model.type === "notebook" ? JSON.parse(text.replace(from, to)) : text.replace(from, to);
    await contents.save(path, { ...model, content });
    return "";
  },
};
live.keep();
