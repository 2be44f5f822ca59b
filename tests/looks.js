// Measures of a page for tests, loaded before the page: each returns what is wrong, in words.
"use strict";
window.looks = {
  shifts: [],

  // What moves by itself, as long as the page is open.
  watch() {
    const of = (node) => (node ? node.id || node.className || node.nodeName : "?");
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
      if (!entry.hadRecentInput) {
        looks.shifts.push([entry.value, entry.sources.map((one) => of(one.node)).join(", ")]);
      }
    })).observe({ type: "layout-shift", buffered: true });
    // The page as it stands before the first of its deferred scripts; whether it is painted then is
    // a matter of speed, and no test shall depend on that.
    document.addEventListener("readystatechange", () => {
      const styled = Array.from(document.querySelectorAll("link[rel=stylesheet]")).every((one) => one.sheet);
      if (document.readyState !== "interactive" || !styled) return;
      looks.places(); // a layout asks for the typefaces; one that comes too late is not used
      document.fonts.ready.then(() => { looks.before = looks.places(); });
    });
  },

  // Where everything stands, and what has left its place since. Slides are all laid out by script, and
  // the contents beside a page are meant to stay where the window is.
  places() {
    const apart = "svg *, #deck *, .live, .live *, .beside, .beside *";
    return new Map(Array.from(document.body.querySelectorAll(`:not(${apart})`)).filter(looks.shown)
      .map((one) => [one, one.getBoundingClientRect()])
      .map(([one, box]) => [one, [Math.round(box.left + scrollX), Math.round(box.top + scrollY)]]));
  },
  moved() {
    const now = looks.places();
    const wrong = Array.from(looks.before || []).filter(([one, [x, y]]) => now.has(one)
      && (Math.abs(now.get(one)[0] - x) > 1 || Math.abs(now.get(one)[1] - y) > 1))
      .map(([one, was]) => `from ${was} to ${now.get(one)} moves ${looks.name(one)}`);
    looks.before = now;
    return wrong.slice(0, 3);
  },

  // Goes to the places of a page at which something starts, each until it has been painted.
  async visit() {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (const place of [".whatif .answer", "footer"]) {
      const there = document.querySelector(place);
      if (!there) continue;
      there.scrollIntoView();
      await painted();
    }
  },

  // What sticks out of the window, unless a box of its own scrolls it.
  sideways() {
    const width = document.documentElement.clientWidth;
    const boxed = (one) => one && one !== document.body
      && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || boxed(one.parentElement));
    const out = Array.from(document.body.querySelectorAll("*")).filter((one) => {
      const box = one.getBoundingClientRect();
      return looks.shown(one) && box.width > 0 && (box.right > width + 1 || box.left < -1) && !one.matches(".skip, svg *")
        && getComputedStyle(one).clipPath === "none" && !boxed(one.parentElement);
    });
    const wide = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
    return wide.concat(out.map((one) => `sticks out: ${looks.name(one)}`)).slice(0, 5);
  },

  // Texts that lie on one another and boxes that cut their text; drawings have a test of their own.
  covered() {
    const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const unseen = (one) => {
      const style = one && getComputedStyle(one);
      return one && (style.clipPath !== "none" || style.clip !== "auto" || unseen(one.parentElement));
    };
    const aside = (one) => one.closest("svg, script, style, noscript, .skip, .live") || unseen(one);
    while (walk.nextNode()) {
      const node = walk.currentNode, parent = node.parentElement;
      if (!node.data.trim() || aside(parent) || !looks.shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 2 && box.height > 2) texts.push({ box, words: node.data.trim().slice(0, 40) });
      }
    }
    texts.sort((one, other) => one.box.top - other.box.top);
    const wrong = Array.from(document.body.querySelectorAll("*")).filter((one) => !aside(one)
      && /hidden|clip/.test(getComputedStyle(one).overflowX) && looks.shown(one)
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    ).map((one) => `cut: ${looks.name(one)}`);
    texts.forEach(({ box, words }, i) => {
      for (let j = i + 1; j < texts.length && texts[j].box.top < box.bottom; j += 1) {
        const other = texts[j].box;
        const down = Math.min(box.bottom, other.bottom) - other.top;
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        if (across > 2 && down > Math.min(box.height, other.height) / 2) {
          wrong.push(`"${words}" lies on "${texts[j].words}"`);
        }
      }
    });
    return wrong.slice(0, 5);
  },

  // Everything that the Tab key reaches, one after the other as the document has it.
  reached() {
    const all = "a[href], button, input, select, textarea, summary, [tabindex]";
    const other = (one) => one.type === "radio" && !one.checked
      && (document.querySelector(`input[name="${one.name}"]:checked`)
        || document.querySelector(`input[name="${one.name}"]`) !== one);
    return Array.from(document.querySelectorAll(all)).filter((one) =>
      one.tabIndex >= 0 && !one.matches(":disabled") && looks.shown(one) && !other(one));
  },

  // Gives each of them the focus: does it show that, in sight, in order, and say what it has to say?
  focus() {
    const wrong = [], say = (one, what) => wrong.push(`${what}: ${looks.name(one)}`);
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--data)";
    const colour = getComputedStyle(probe).color;
    probe.remove();
    document.activeElement.blur();
    const reached = looks.reached();
    let before = null;
    reached.forEach((one) => {
      const plain = getComputedStyle(one).outlineStyle;
      one.focus({ focusVisible: true });
      if (document.activeElement !== one) { say(one, "takes no focus"); return; }
      if (one.tabIndex > 0) say(one, "jumps the order");
      const style = getComputedStyle(one), box = one.getBoundingClientRect(), line = one.getClientRects()[0];
      const ring = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
      if (!ring || style.outlineColor !== colour || plain === "solid") say(one, "shows no focus");
      const half = (start, end, most) => (Math.max(start, 0) + Math.min(end, most)) / 2;
      const top = document.elementFromPoint(
        half(line.left, line.right, innerWidth), half(line.top, line.bottom, innerHeight));
      if (!top) say(one, "is out of sight");
      else if (!one.contains(top) && !top.contains(one)) say(one, `is hidden by ${looks.name(top)}`);
      // In reading order: never wholly above the one before, unless in a column to its right.
      const flows = one.closest("main") && !one.closest(".reveal"), y = scrollY;
      if (flows && before && box.bottom + y <= before.top && box.left < before.right) say(one, "comes too late");
      before = flows ? { top: box.top + y, right: box.right } : null;
      if (one.matches("data.number")) looks.origin(one).forEach((what) => say(one, what));
    });
    return reached.length > 3 ? wrong.slice(0, 5) : ["nothing takes the focus"];
  },

  // What is wrong with the way in which a number says where it comes from.
  origin(number) {
    const said = getComputedStyle(number, "::after"), px = (...names) =>
      names.reduce((sum, name) => sum + parseFloat(said[name]), 0);
    if (said.content.length < 5 || said.display === "none") return ["does not say where it comes from"];
    const box = number.getClientRects()[0], inside = said.position === "fixed" ? { left: 0, top: 0 } : box;
    const left = inside.left + px("left"), top = inside.top + px("top");
    const right = left + px("width", "paddingLeft", "paddingRight");
    const bottom = top + px("height", "paddingTop", "paddingBottom");
    if (left < 0 || right > innerWidth || top < -1 || bottom > innerHeight + 1) {
      return [`says it out of sight (${said.left}, ${said.top})`];
    }
    const covers = top < box.bottom - 1 && bottom > box.top + 1 && left < box.right && right > box.left;
    return covers ? ["is covered by what it says"] : [];
  },

  // What still moves: animations, transitions and smooth scrolling.
  moving() {
    const parts = (one) => ["", "::before", "::after"].map((part) =>
      [getComputedStyle(one, part), `${one.tagName} ${one.className.baseVal ?? one.className}${part}`]);
    return Array.from(document.querySelectorAll("*")).flatMap(parts).filter(([style]) =>
      style.animationName !== "none" || style.scrollBehavior === "smooth"
      || (style.transitionProperty !== "none" && /[1-9]/.test(style.transitionDuration))
    ).map(([, name]) => name).slice(0, 5);
  },

  unfold() {
    document.querySelectorAll("main details").forEach((fold) => { fold.open = true; });
  },

  // Tables of four columns that are no cards: a cell whose label or words cannot be seen.
  noCards() {
    const tables = Array.from(document.querySelectorAll("div.table > table")).filter((one) => one.checkVisibility());
    const heads = (one) => Array.from(one.tHead.rows[0].cells, (head) => head.textContent);
    const headed = (cell, label = getComputedStyle(cell, "::before")) => cell.matches("th:not(.num)")
      || (label.content.startsWith(`"${cell.dataset.label}`) && label.display !== "none");
    const inside = (cell) => cell.getBoundingClientRect().right <= innerWidth;
    const bad = (cell) => cell.textContent && !(cell.checkVisibility() && inside(cell) && headed(cell));
    const named = (one) => Array.from(one.tBodies[0].rows).every((row) =>
      heads(one).every((head, i) => row.cells[i].dataset.label === head));
    return tables.filter((one) => heads(one).length > 3).filter((one) =>
      !named(one) || Array.from(one.tBodies[0].querySelectorAll("th, td")).some(bad)
    ).map((one) => one.caption.textContent);
  },

  // Words in type that nobody can read, by what holds them.
  tiny() {
    const worded = (one) => Array.from(one.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    return Array.from(document.querySelectorAll("main *")).filter((one) => one.checkVisibility()
      && worded(one) && parseFloat(getComputedStyle(one).fontSize) < 10).map(looks.name);
  },

  scrolls() {
    return Array.from(document.querySelectorAll(".table, .frame"))
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.className}: ${box.textContent.trim().slice(0, 60)}`);
  },

  // Words in two lines, but for one that breaks where it has a hyphen, and addresses.
  broken() {
    const found = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg, pre, code")) continue;
      for (const word of node.data.matchAll(/[\p{Script=Latin}\d]{2,}/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
    return found;
  },

  // Shadows, and boxes that hide what does not fit.
  notForPaper() {
    return Array.from(document.querySelectorAll("main *")).filter((one) => {
      const style = getComputedStyle(one);
      return one.checkVisibility() && (style.backgroundImage !== "none" || style.boxShadow !== "none"
        || (/auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1));
    }).map((one) => one.outerHTML.slice(0, 80));
  },

  // The smallest size of the words on a printed page, in points: of drawings, and of all else.
  smallest() {
    const points = (one) => parseFloat(getComputedStyle(one).fontSize) * 0.75;
    const worded = Array.from(document.querySelectorAll("main *")).filter((one) =>
      one.checkVisibility() && !one.closest(".credit, figcaption")
      && Array.from(one.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim()));
    const inside = (one) => one.closest("svg");
    const scale = (svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const drawn = worded.filter(inside).map((one) => points(one) * scale(inside(one)));
    return [Math.min(...drawn), Math.min(...worded.filter((one) => !inside(one)).map(points))];
  },

  // How far the words and pictures of a slide stick out below the window, in pixels.
  below() {
    const parts = Array.from(Reveal.getCurrentSlide().querySelectorAll("h1, h2, p, table, svg"));
    const ends = parts.filter((one) => !one.closest(".note, .narrow")).map((one) => one.getBoundingClientRect().bottom);
    return Math.max(0, ...ends) - innerHeight;
  },

  // The texts of a what-if's chart that its frame cuts, and how many are too small.
  drawn() {
    const texts = Array.from(document.querySelectorAll(".live svg text"));
    const frame = document.querySelector(".whatif").getBoundingClientRect();
    const cut = (box) => box.width && (box.left < frame.left || box.right > frame.right);
    return [texts.filter((text) => cut(text.getBoundingClientRect())).map((text) => text.textContent),
      texts.filter((text) => parseFloat(getComputedStyle(text).fontSize) < 12).length];
  },

  painted: () => new Promise((done) => {
    const look = () => (performance.getEntriesByName("first-contentful-paint").length
      ? done(true) : requestAnimationFrame(look));
    look();
  }),

  // How many words of a story are in sight, and how many there are with those in its folds.
  words() {
    const main = document.querySelector("main").cloneNode(true);
    const count = () => main.textContent.trim().split(/\s+/).length;
    const drop = (what) => main.querySelectorAll(what).forEach((one) => one.remove());
    drop("script, style, details.hide, .contents, .take, table, .sources, .tables, .solution, svg");
    const all = count();
    drop("details");
    return [count(), all];
  },

  // Types each answer into the form of an exercise; what the page replies, and whether it calls it right.
  ask([name, answers]) {
    const form = document.getElementById(`quiz-${name}`);
    const field = form.querySelector("input[type=text], textarea"), output = form.querySelector("output");
    return answers.map((answer) => {
      if (field) field.value = answer;
      else form.querySelector(`input[value='${answer}']`).checked = true;
      form.requestSubmit();
      return [output.textContent, output.dataset.right === "true"];
    });
  },

  // Fills the form of a claim; its card, what the fields complain of, and the readings below the card.
  judge(entry) {
    const form = document.querySelector("form.own-claim");
    form.reset();
    Object.entries(entry).forEach(([name, text]) => { form.elements[name].value = text; });
    form.requestSubmit();
    const wrong = Array.from(form.querySelectorAll(".wrong"), (line) => line.textContent).filter(Boolean);
    const listed = Array.from(document.querySelectorAll(".own-card li"), (line) => line.textContent);
    return [document.querySelector(".own-card .card")?.outerHTML || "", wrong, listed];
  },

  shown: (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  name: (one) => one.outerHTML.slice(0, 90).replace(/\s+/g, " "),
};
looks.watch();
