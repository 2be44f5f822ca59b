// Fields to type in on a worksheet, kept on the device. Without it the page has lines to write on.
(function () {
  var key = "answers " + location.pathname.split("/").pop(), box = document.querySelector(".kept");
  var fields = Array.from(document.querySelectorAll("[data-field]"), function (place) {
    var boxed = place.matches(".box"), field = document.createElement(boxed ? "input" : "textarea");
    field.setAttribute("aria-label", place.dataset.field);
    if (boxed) {
      field.type = "radio";
      field.name = place.dataset.field.split(",")[0];
    } else field.rows = 1;
    place.append(field);
    return field;
  });
  // An edition later, what belongs to a question that is asked no more is left out.
  var fill = function (kept) {
    fields.forEach(function (field) {
      var said = kept[field.getAttribute("aria-label")] || "";
      if (field.type === "radio") field.checked = !!said;
      else field.parentNode.dataset.typed = field.value = said;
    });
  };
  var keep = function () {
    var kept = {};
    fields.forEach(function (field) {
      var said = field.type === "radio" ? field.checked : field.value;
      if (said) kept[field.getAttribute("aria-label")] = said;
      if (field.type !== "radio") field.parentNode.dataset.typed = said;
    });
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch (_) { box.dataset.lost = ""; }
  };
  document.querySelectorAll(".room").forEach(function (room) { room.removeAttribute("aria-hidden"); });
  try { fill(JSON.parse(localStorage.getItem(key)) || {}); } catch (_) { box.dataset.lost = ""; }
  document.querySelector("main").addEventListener("input", keep);
  var buttons = box.querySelectorAll("button");
  buttons[0].addEventListener("click", function () { print(); });
  buttons[1].addEventListener("click", function () {
    if (!confirm("Empty every field of this sheet?")) return;
    fill({});
    keep();
  });
})();
