// What a page without scripts hides from a reader, or offers though it does nothing.
() => {
  const folded = (one) => one.closest("details:not([open])");
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const said = "main :is(h1, h2, h3, p, li, table, pre), figure.plate .plot, header a.name";
  const hidden = (one) => one.closest("[hidden], .narrow, nav, .contents, form, .help, li.further")
    || one.matches(":empty") || one.closest(".slides :is(details, .admonition-title, .downloads)");
  const lost = Array.from(document.querySelectorAll(said)).filter((one) =>
    !folded(one) && !hidden(one) && !seen(one));
  const dead = Array.from(document.querySelectorAll("button, input, select, textarea, .keys")).filter(seen);
  const drawn = Array.from(document.querySelectorAll(".plot")).filter((plot) =>
    !Array.from(plot.querySelectorAll("svg")).some(seen));
  return [...lost.map((one) => "hidden: " + one.outerHTML.slice(0, 80)),
    ...dead.map((one) => "dead: " + one.outerHTML.slice(0, 80)),
    ...drawn.map((one) => "not drawn: " + one.outerHTML.slice(0, 80))].slice(0, 5);
}
