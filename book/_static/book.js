// Light and dark, and hiding the origin of a number again with Escape. The page works without it.
(function () {
  var root = document.documentElement;
  var button = document.getElementById("theme");
  var dark = function () {
    return root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  var name = function () { button.textContent = dark() ? "Light" : "Dark"; };
  if (button) {
    button.hidden = false;
    name();
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch (_) { /* not kept */ }
      name();
    });
  }
  var closeMenus = function (but) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== but) menu.open = false;
    });
  };
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    root.classList.add("quiet");
    closeMenus(null);
  });
  document.addEventListener("click", function (event) { closeMenus(event.target.closest("details.menu")); });
  ["focusin", "mouseover"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.target.matches && event.target.matches("data.number")) root.classList.remove("quiet");
    });
  });
})();
