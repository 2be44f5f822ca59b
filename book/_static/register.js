// Filters of the register. Without scripts all claims stand there, folded by chapter.
(function () {
  var form = document.querySelector("form.filters");
  if (!form) return;
  var selects = Array.from(form.querySelectorAll("select"));
  var rows = Array.from(document.querySelectorAll("table.register tbody tr"));
  var show = function () {
    var chosen = selects.filter(function (select) { return select.value; });
    rows.forEach(function (row) {
      row.hidden = chosen.some(function (select) { return row.dataset[select.dataset.filter] !== select.value; });
    });
    // A chapter with none of the claims chosen goes, the others open.
    document.querySelectorAll("details:has(table.register)").forEach(function (fold) {
      var some = fold.querySelector("tbody tr:not([hidden])") !== null;
      fold.closest("section").hidden = !some;
      fold.open = chosen.length > 0 && some;
    });
    var shown = rows.filter(function (row) { return !row.hidden; });
    form.querySelector("output").textContent = shown.length + " of " + rows.length + " claims";
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  // A browser puts back what was chosen only when the page has loaded.
  addEventListener("pageshow", function () {
    if (selects.some(function (select) { return select.value; })) show();
  });
})();
