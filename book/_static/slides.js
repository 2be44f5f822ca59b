// Turns the page into slides with reveal.js; N shows the teacher's notes.
(function () {
  var deck = document.getElementById("deck");
  if (!window.Reveal || location.search === "?notes") return; // one long page, to read or print
  document.documentElement.classList.add("turning");
  deck.classList.add("reveal");
  // The point of a picture comes with the next key: first let the class look.
  deck.querySelectorAll("figcaption strong").forEach(function (point) { point.classList.add("fragment"); });
  window.Reveal.initialize({
    width: 1100, height: 720, margin: 0.05, center: false, hash: true, transition: "none",
    backgroundTransition: "none", slideNumber: "c/t", help: false, pdfSeparateFragments: false,
    keyboard: { 78: function () { document.body.classList.toggle("with-notes"); } }
  });
})();
