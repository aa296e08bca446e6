/* The ranking beside a map: boroughs with bars, from the rows of the map's table. */
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
    data.listed = table.rows.map(function (cells, index) {
      const place = data.place ? data.place[index] : index + 1;
      const facts = factsOfRow(table.columns, cells, table.keys[index], place);
      if (facts[data.column] === null) { facts.place = null; }
      return Object.assign(facts, { colour: data.colours[data.index[index]] });
    });
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
    const isNew = !element.boroughs;
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
    element.dispatchEvent(new CustomEvent("ranking-drawn", { bubbles: true, detail: { isNew } }));
  }

  register("ranking", drawRanking);
  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { rankingWords: { verdictOf, ranked, words } });
})();
