/* Borough maps: the key, the ranking, the facts of a borough, and one highlight in all of them. */
(function () {
  "use strict";

  const { register, make, parseTable, readable } = window.metBusinessPlan;
  const MISSING = "–";
  const SHAPES = { below: "▼", "as-expected": "●", above: "▲" };
  const VERDICTS = {
    chance: { below: "lower by more than chance", "as-expected": "no more than chance",
      above: "higher by more than chance" },
    spread: { below: "lower, beyond the usual spread", "as-expected": "within the usual spread",
      above: "higher, beyond the usual spread" },
  };
  const verdictOf = function (data, facts) {
    const said = facts[data.adjusted ? "significance_adjusted" : "significance"];
    const verdict = said ? said.replace(" ", "-") : null;
    return verdict ? { name: verdict, shape: SHAPES[verdict],
      words: VERDICTS[data.adjusted ? "spread" : "chance"][verdict] } : null;
  };

  const HEADINGS = { place: "Place", name: "Borough", verdict: "Verdict", bar: "Bar" };

  /* What is chosen: by focus or click (kept), and by the pointer (while it rests there). */
  const chosen = { kept: null, pointed: null, drawn: null };

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

  const valueOf = (cell) => (cell !== null && typeof cell === "object" ? cell.v : cell);

  /* A row of the map's table by the names of its columns. */
  function factsOfRow(columns, cells, code, place) {
    const facts = { code, place, small: cells.some((cell) => cell && String(cell.n).includes("care")) };
    columns.forEach(([name], index) => { facts[name] = valueOf(cells[index]); });
    return facts;
  }

  /* What the ranking and the facts show: the map's table, and what stands beside it. */
  function parse(element) {
    const data = Object.assign(JSON.parse(element.dataset.value), JSON.parse(element.dataset.options));
    const table = parseTable(document.getElementById(element.dataset.source));
    data.listed = table.rows.map((cells, index) => Object.assign(
      factsOfRow(table.columns, cells, table.keys[index], data.place[index]),
      { colour: data.colours[data.index[index]] }));
    const others = data.others.rows.map((cells, index) =>
      factsOfRow(table.columns, cells, data.others.keys[index], data.others.place[index]));
    data.judged = data.column === "above_pooled";
    data.byCode = new Map([...data.listed, ...others].map((facts) => [facts.code, facts]));
    return data;
  }

  const ranked = (data, facts) => facts[data.column];
  const words = (value, type) => readable(value === undefined ? null : value, type);

  /* Where a bar starts and ends, in per cent of its cell; bars start at zero. */
  function scaleOf(data, rows) {
    const values = rows.map((row) => ranked(data, row)).filter((value) => value !== null);
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const reach = high - low || 1;
    return (value) => 100 * (value - low) / reach;
  }

  function bar(data, row, scale) {
    const value = ranked(data, row);
    const cell = make("td", { class: "ranking-bar", "aria-hidden": "true" });
    if (value === null) { return cell; }
    const from = Math.min(scale(0), scale(value));
    const track = make("span", { class: "ranking-track" });
    const filled = make("span", { class: "ranking-fill" });
    filled.style.left = from + "%";
    filled.style.width = Math.abs(scale(value) - scale(0)) + "%";
    filled.style.backgroundColor = row.colour;
    const zero = make("span", { class: "ranking-zero" });
    zero.style.left = scale(0) + "%";
    track.append(filled, zero);
    if (data.column === "rate" && data.pooled !== null) {
      const line = make("span", { class: "ranking-pooled" });
      line.style.left = scale(data.pooled) + "%";
      track.append(line);
    }
    cell.append(track);
    return cell;
  }

  function rankingRow(data, row, scale) {
    const value = ranked(data, row);
    return make("tr", { "data-key": row.code, class: row.code === data.area[0] ? "is-own" : null },
      make("td", { class: "is-number ranking-place" }, row.place === null ? MISSING : String(row.place)),
      make("th", { scope: "row" },
        make("button", { type: "button", class: "ranking-name" }, row.borough)),
      make("td", { class: "is-number ranking-value" }, words(value, data.type), row.small
        ? make("span", { class: "visually-hidden" }, " (small number, read with care)") : null),
      data.judged ? make("td", { class: "ranking-verdict" }, verdictMark(data, row)) : null,
      bar(data, row, scale));
  }

  /* A verdict's shape; only beside the measure that it judges, lest it be read as a change. */
  function verdictMark(data, row) {
    const verdict = verdictOf(data, row);
    return verdict && verdict.name !== "as-expected"
      ? make("span", { title: verdict.words }, make("span", { "aria-hidden": "true" }, verdict.shape),
        make("span", { class: "visually-hidden" }, verdict.words))
      : null;
  }

  function drawRanking(element) {
    const data = parse(element);
    if (!element.boroughs) {
      chosen.kept = null;
      chosen.pointed = null;
    }
    const rows = data.listed;
    const focused = document.activeElement && element.contains(document.activeElement)
      ? document.activeElement.closest("[data-key]").dataset.key : null;
    const scale = scaleOf(data, rows);
    const columns = ["place", "name", "value", ...(data.judged ? ["verdict"] : []), "bar"];
    const known = rows.some((row) => ranked(data, row) !== null);
    const title = make("h2", { class: "card-title" }, "Ranked by " + data.heading);
    const all = data.byCode.size;
    const scope = rows.length < all
      ? data.zoom + "; the place is among all " + all + " boroughs" : "All " + all + " boroughs";
    const subtitle = make("p", { class: "card-subtitle" }, scope + ", " + data.period);
    if (!known) {
      element.replaceChildren(title, subtitle, make("p", { class: "empty" }, "No borough has a figure to rank."));
    } else {
      const head = make("thead", { class: "visually-hidden" }, make("tr", {},
        ...columns.map((name) => make("th", { scope: "col", "aria-hidden": name === "bar" ? "true" : null },
          HEADINGS[name] || data.heading))));
      element.replaceChildren(title, subtitle,
        make("table", { class: "ranking-table" },
          make("caption", { class: "visually-hidden" }, "Boroughs by " + data.heading + ", the highest first"),
          make("colgroup", {}, ...columns.map((name) =>
            make("col", { class: "ranking-col-" + name }))),
          head, make("tbody", {}, ...rows.map((row) => rankingRow(data, row, scale)))),
        data.column === "rate" && data.pooled !== null
          ? make("p", { class: "ranking-note" }, "Dashed line: " + words(data.pooled, "decimal") +
            " in the 32 boroughs together") : "");
    }
    element.boroughs = data;
    if (focused) {
      const again = element.querySelector('[data-key="' + focused + '"] button');
      if (again) { again.focus({ preventScroll: true }); }
    }
    chosen.drawn = null;
    show();
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
    drawFacts(document.getElementById(ranking.dataset.facts), data, known || data.area[0]);
    for (const row of document.querySelectorAll(".page tr[data-key]")) {
      row.classList.toggle("is-chosen", row.dataset.key === known);
    }
    for (const graph of document.querySelectorAll(".page .js-plotly-plot")) { highlight(graph, known); }
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

  const rowOf = (target) => (target.closest ? target.closest(".page tr[data-key]") : null);

  document.addEventListener("pointerover", function (event) {
    const graph = event.target.closest && event.target.closest(".page .js-plotly-plot");
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
  register("ranking", drawRanking);
})();
