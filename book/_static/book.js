// Light and dark, and hiding the origin of a number again with Escape. The page works without it.
(function () {
  var root = document.documentElement;
  var button = document.getElementById("theme");
  var dark = function () {
    return root.dataset.theme ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  var name = function () {
    button.textContent = dark() ? "Light" : "Dark";
    if (!root.dataset.theme) return; // the system's choice: the page has said both colours
    var paper = getComputedStyle(root).getPropertyValue("--paper");
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (bar) { bar.content = paper; });
  };
  if (button) {
    button.hidden = false;
    name();
    button.addEventListener("click", function () {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch (_) { /* not kept */ }
      name();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name); // evening
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
  // The origin of a number stands beside it, inside the window, whatever box would cut it off.
  var shown = null;
  var place = function () {
    if (!shown) return;
    var box = shown.getBoundingClientRect(), low = box.bottom > innerHeight * 0.7;
    shown.style.setProperty("--x", Math.max(0, box.left) + "px");
    shown.style.setProperty("--top", low ? "auto" : box.bottom + "px");
    shown.style.setProperty("--bottom", low ? document.documentElement.clientHeight - box.top + "px" : "auto");
  };
  ["focusin", "mouseover"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!event.target.matches || !event.target.matches("data.number")) return;
      root.classList.remove("quiet");
      shown = event.target;
      place();
    });
  });
  ["scroll", "resize"].forEach(function (kind) {
    window.addEventListener(kind, place, { capture: true, passive: true });
  });
  // Tab stops at one number a section; the arrows go on from there to the next and the one before.
  var numbers = Array.from(document.querySelectorAll("main data.number"));
  numbers.forEach(function (number, i) {
    var before = numbers[i - 1];
    if (before && before.closest("section") === number.closest("section")) number.tabIndex = -1;
  });
  document.addEventListener("keydown", function (event) {
    var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], at = numbers.indexOf(event.target);
    if (!step || at < 0 || !numbers[at + step]) return;
    event.preventDefault();
    numbers[at + step].focus();
  });
})();
// What-ifs: the form shows at once, what works it is asked for when the what-if comes into view.
(function () {
  var sections = document.querySelectorAll("section.whatif");
  if (!sections.length || !window.IntersectionObserver) return;
  var asked = {};
  var load = function (source) {
    asked[source] = asked[source] || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return asked[source];
  };
  var start = function (section) {
    section.dataset.scripts.split(" ").reduce(function (before, source) {
      return before.then(function () { return load(source); });
    }, Promise.resolve()).then(function () { return window.whatif.start(section); }).catch(function (error) {
      section.classList.add("lost");
      section.querySelector("form").hidden = true;
      section.querySelector("details").open = true;
      section.querySelector(".failed").hidden = false;
      if (error instanceof Error) throw error;
    });
  };
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      seen.unobserve(entry.target);
      start(entry.target);
    });
  });
  sections.forEach(function (section) {
    section.querySelector("form").hidden = false;
    section.querySelector("details").open = false;
    section.classList.add("asked");
    seen.observe(section);
  });
  // An address that holds a choice: #try-imports:year=2011
  var named = document.getElementById(location.hash.slice(1).split(/:|%3A/i)[0]);
  if (named && named.matches("section.whatif")) named.scrollIntoView();
})();
// One switch for all folded code, on every page, remembered.
(function () {
  var button = document.getElementById("code");
  var folds = document.querySelectorAll("details.hide");
  var set = function (open) {
    folds.forEach(function (fold) { fold.open = open; });
    if (!button) return;
    button.setAttribute("aria-pressed", open);
    button.textContent = open ? "Hide the code" : "Show the code";
  };
  var kept = null;
  try { kept = localStorage.getItem("code"); } catch (_) { /* nothing is kept */ }
  if (kept === "open") set(true);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    var open = button.getAttribute("aria-pressed") !== "true";
    set(open);
    try { localStorage.setItem("code", open ? "open" : "folded"); } catch (_) { /* not kept */ }
  });
})();
// A link to something inside a fold opens it, also where the browser does not do so by itself.
(function () {
  var reveal = function () {
    var target = document.getElementById(location.hash.slice(1));
    for (var fold = target; (fold = fold && fold.parentElement && fold.parentElement.closest("details"));) fold.open = true;
    if (target && target.closest("details")) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
