// Runs before the first paint: a reader's choice of light or dark holds on every page, and what needs
// scripts has its place from the start, so that nothing moves when they come.
(function () {
  document.documentElement.classList.add("scripted");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (_) { /* a browser that stores nothing follows the system */ }
})();
