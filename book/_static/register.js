// Filters of the register. Without scripts the whole table stands as it is.
(function () {
  var form = document.querySelector("form.filters");
  if (!form) return;
  var rows = Array.from(document.querySelectorAll("table.register tbody tr"));
  var show = function () {
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = Array.from(form.querySelectorAll("select")).some(function (select) {
        return select.value && row.dataset[select.dataset.filter] !== select.value;
      });
      shown += row.hidden ? 0 : 1;
    });
    form.querySelector("output").textContent = shown + " of " + rows.length + " claims";
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
