/* Borough maps: the key, the facts of a borough, and one highlight in map, funnel and tables. */
(function () {
  "use strict";

  const { register, make } = window.metBusinessPlan;
  const { verdictOf, words } = window.metBusinessPlan.rankingWords;
  const MISSING = "–";

  /* What is chosen: by focus or click (kept), by the pointer (while it rests there); what is
     drawn now, and whether that is a borough. */
  const chosen = { kept: null, pointed: null, drawn: null, known: null };

  /* The key of a map: colour, text, shape, number of boroughs (-1: not counted), dark or light. */
  function drawKey(element) {
    const items = JSON.parse(element.dataset.value);
    element.replaceChildren(...items.map(function ([colour, text, shape, number, dark]) {
      const swatch = make("span", { class: "map-swatch" + (dark ? " is-dark" : ""), "aria-hidden": "true" }, shape);
      swatch.style.backgroundColor = colour;
      const counted = number < 0 ? null : make("span", { class: "map-key-count" }, " " + number);
      return make("li", {}, swatch, make("span", {}, text, counted));
    }));
  }

  /* The address of this page, or another, for one area. */
  function address(path, code, more) {
    const now = new URLSearchParams(window.location.search);
    const search = new URLSearchParams();
    if (code !== "london") { search.set("area", code); }
    for (const [name, value] of now) {
      if (name !== "area" && (more === null || name === "as-at")) { search.set(name, value); }
    }
    for (const [name, value] of Object.entries(more || {})) { search.set(name, value); }
    const link = document.querySelector('.nav-link[data-nav="' + path + '"]');
    return new URL(link.href).pathname + "?" + search.toString();
  }

  function term(name, value, note) {
    return make("div", { class: "borough-fact" }, make("dt", {}, name),
      make("dd", {}, value, note ? make("span", { class: "borough-fact-note" }, " " + note) : null));
  }

  function factsOf(data, code) {
    const facts = data.byCode.get(code) || data.area_facts;
    const own = !data.byCode.has(code);
    const before = facts.count_year_before;
    const parts = [
      term("Offences", words(facts.count, "count"), before === null
        ? "no figure a year before" : "after " + words(before, "count") + " a year before"),
      term("Change", words(facts.change_percent, "change"), ""),
      term("Rate", words(facts.rate, "decimal"), "per 1,000 residents a year; 95 % interval " +
        words(facts.rate_low, "decimal") + " to " + words(facts.rate_high, "decimal")),
    ];
    if (!own) {
      const verdict = verdictOf(data, facts);
      if (facts.place) {
        parts.push(term("Place", facts.place + " of " + data.of, "by " + data.heading + ", the highest first"));
      }
      parts.push(term("Verdict", verdict ? verdict.shape + " " + words(facts.above_pooled, "change") : MISSING,
        verdict ? "against all boroughs together: " + verdict.words : "provisional, so not judged"));
    }
    return { name: own ? data.area[1] : facts.borough, bcu: own ? "" : facts.bcu + " BCU", parts,
      small: facts.small };
  }

  function drawFacts(element, data, code) {
    const facts = factsOf(data, code);
    const links = [];
    if (code !== data.area[0]) {
      links.push(make("a", { href: address("/burglary", code, null) }, "Show " + facts.name));
    }
    links.push(make("a", { href: address("/crime-trends", code, { offence: data.offence }) }, "Crime trend"));
    element.replaceChildren(
      make("h2", { class: "card-title" }, facts.name),
      make("p", { class: "card-subtitle" }, [facts.bcu, data.period].filter(Boolean).join(" · ")),
      make("dl", { class: "borough-fact-list" }, ...facts.parts),
      facts.small ? make("p", { class: "borough-care" }, "A count below 10: read with care.") : "",
      make("p", { class: "borough-links" }, ...links),
      !data.byCode.has(code)
        ? make("p", { class: "borough-hint" }, "Point at a borough on the map, or choose one in the ranking, for its facts.")
        : "",
    );
  }

  /* One borough in the map, the funnel, the ranking, the tables and the facts. */
  function show() {
    const ranking = document.querySelector('[data-island="ranking"]');
    if (!ranking || !ranking.boroughs) { return; }
    const data = ranking.boroughs;
    const code = chosen.pointed || chosen.kept || (data.area[2] === "borough" ? data.area[0] : null);
    if (code === chosen.drawn && chosen.drawn !== null) { return; }
    const known = code && data.byCode.has(code) ? code : null;
    chosen.drawn = code;
    chosen.known = known;
    drawFacts(document.getElementById(ranking.dataset.facts), data, known || data.area[0]);
    markRows(known);
    for (const graph of document.querySelectorAll(".burglary-grid .js-plotly-plot")) { highlight(graph, known); }
  }

  function markRows(code) {
    for (const row of document.querySelectorAll(".burglary-grid tr[data-key]")) {
      row.classList.toggle("is-chosen", row.dataset.key === code);
    }
  }

  function highlight(graph, code) {
    if (!graph.data || !window.Plotly) { return; }
    const places = [...graph.data.keys()].filter((index) => String(graph.data[index].name).startsWith("highlight"));
    if (!places.length) { return; }
    const first = graph.data[places[0]];
    if (first.type === "choropleth") {
      if (((first.locations || [])[0] || null) === code) { return; }
      const each = (value) => places.map(() => (code ? [value] : []));
      window.Plotly.restyle(graph, { locations: each(code), z: each(0) }, places);
      return;
    }
    const points = graph.data.find((trace) => trace.name === "areas");
    const at = points.customdata.indexOf(code);
    const [x, y] = at < 0 ? [[], []] : [[points.x[at]], [points.y[at]]];
    if (String([first.x, first.y]) !== String([x, y])) {
      window.Plotly.restyle(graph, { x: [x], y: [y] }, places);
    }
  }

  function point(code) {
    if (chosen.pointed === code) { return; }
    chosen.pointed = code;
    window.requestAnimationFrame(show);
  }

  function keep(code) {
    chosen.kept = code;
    window.requestAnimationFrame(show);
  }

  /* A graph says which borough the pointer is on; plotly has its own events. */
  function listen(graph) {
    if (graph.boroughsHeard || !graph.on || !graph.data ||
        !graph.data.some((trace) => trace.name === "highlight")) { return; }
    graph.boroughsHeard = true;
    const codeOf = (event) => {
      const hit = event.points && event.points[0];
      return hit ? (hit.location || hit.customdata || null) : null;
    };
    graph.on("plotly_hover", (event) => point(codeOf(event)));
    graph.on("plotly_unhover", () => point(null));
    graph.on("plotly_click", (event) => keep(codeOf(event)));
  }

  const rowOf = (target) => (target.closest ? target.closest(".burglary-grid tr[data-key]") : null);

  document.addEventListener("ranking-drawn", function (event) {
    if (event.detail.isNew) {
      chosen.kept = null;
      chosen.pointed = null;
    }
    chosen.drawn = null;
    show();
  });
  document.addEventListener("table-drawn", () => markRows(chosen.known));
  document.addEventListener("pointerover", function (event) {
    const graph = event.target.closest && event.target.closest(".burglary-grid .js-plotly-plot");
    if (graph) { listen(graph); return; }
    const row = rowOf(event.target);
    if (row) { point(row.dataset.key); }
  });
  document.addEventListener("pointerout", function (event) {
    const row = rowOf(event.target);
    if (row && !row.contains(event.relatedTarget)) { point(null); }
  });
  document.addEventListener("focusin", function (event) {
    const row = rowOf(event.target);
    if (row) { keep(row.dataset.key); }
  });
  document.addEventListener("click", function (event) {
    const row = rowOf(event.target);
    if (row) { keep(row.dataset.key); }
  });
  document.addEventListener("keydown", function (event) {
    const row = rowOf(event.target);
    if (!row || !event.target.closest(".ranking")) { return; }
    const rows = [...row.parentElement.children];
    const now = rows.indexOf(row);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined || !rows[next]) { return; }
    event.preventDefault();
    rows[next].querySelector("button").focus();
  });

  register("map-key", drawKey);
})();
