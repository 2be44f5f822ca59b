// Turns the page into slides with reveal.js; N shows the teacher's notes. Runs before the first paint.
// On a narrow window, or one enlarged to twice its size, a slide would be too small to read: there,
// as without scripts, the slides stay one long page.
(function () {
  var root = document.documentElement, narrow = matchMedia("(max-width: 44rem)");
  narrow.addEventListener("change", function () { location.reload(); });
  if (location.search === "?notes" || narrow.matches) return;
  root.classList.add("turning");
  addEventListener("DOMContentLoaded", function () {
    if (!window.Reveal) { root.classList.remove("turning"); return; }
    var deck = document.getElementById("deck");
    deck.classList.add("reveal");
    // The point of a picture comes with the next key: first let the class look.
    deck.querySelectorAll("figcaption strong").forEach(function (point) { point.classList.add("fragment"); });
    window.Reveal.initialize({
      width: 1100, height: 720, margin: 0.05, center: false, hash: true, transition: "none",
      backgroundTransition: "none", slideNumber: "c/t", help: false, pdfSeparateFragments: false,
      keyboard: { 78: function () { document.body.classList.toggle("with-notes"); } }
    });
  });
})();
