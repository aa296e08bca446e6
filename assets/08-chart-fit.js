/* Charts as wide as their window. The server does not know how wide a chart will be, and plotly.js
   does not look after all that follows from it: it gives a time axis five dates at least and,
   where they do not fit, turns them upright and lets the margin cut them off. */
(function () {
  "use strict";

  const DATE_PIXELS = 42;
  const FEWEST = 2;
  /* Dates that plotly.js gives a time axis at least. */
  const USUAL = 5;
  const MONTH = 365.25 / 12 * 24 * 60 * 60 * 1000;
  /* Names that the server gives: words that a plot narrower than WIDE leaves out; the name of a
     line, beside its end; the box of a break or an event. */
  const SPARE = "spare", END = "end", BADGE = "badge";
  const WIDE = 260;
  /* Beside a narrower plot names of lines leave too little of it. */
  const ROOMY = 180;
  const MARGIN = 20, OVER_LINE = 12, GROUND = "rgba(255, 255, 255, 0.8)";
  /* How far badges stand apart, beside and above one another. */
  const APART = 3;
  /* Of a chart that is not on screen yet. */
  const UNSEEN = 600;
  /* The layout of each graph before it was fitted, and what has been changed in it. */
  const given = new WeakMap();

  /* How many dates an axis gets; for one that plotly.js divides by itself, at least. */
  function datesOf({ dtick, range }) {
    if (dtick === undefined || !range) { return USUAL; }
    return (Date.parse(range[1]) - Date.parse(range[0])) / MONTH / Number(String(dtick).slice(1));
  }

  /* As many dates as there is room for. */
  function dates(layout, width) {
    const room = Math.max(FEWEST, Math.floor(width / DATE_PIXELS));
    const changes = {};
    for (const [name, axis] of Object.entries(layout)) {
      if (/^xaxis\d*$/.test(name) && axis.type === "date") {
        const mode = axis.dtick === undefined ? "auto" : "linear";
        const fits = datesOf(axis) <= room;
        changes[`${name}.tickmode`] = fits ? mode : "auto";
        changes[`${name}.nticks`] = fits ? 0 : room;
      }
    }
    return changes;
  }

  const named = (items, wanted) => (items || [])
    .map((item, place) => [item, place]).filter(([{ name }]) => name === wanted);

  function spareWords({ annotations }, width) {
    return Object.fromEntries(named(annotations, SPARE).map(
      ([, place]) => [`annotations[${place}].visible`, width >= WIDE]));
  }

  /* In a narrow plot the names of lines stand over and under their ends instead of beside them. */
  function ends({ annotations }, isNarrow) {
    const found = named(annotations, END);
    /* Of two that end at one height the server has moved one up. */
    const isOver = (one, other) =>
      one.y > other.y || (one.y === other.y && (one.yshift || 0) >= (other.yshift || 0));
    const changes = {};
    for (const [end, place] of found) {
      const { xanchor, xshift = 0, yshift = 0 } = end;
      const over = found.every(([other]) => isOver(end, other)) ? OVER_LINE : -OVER_LINE;
      Object.assign(changes, {
        [`annotations[${place}].xanchor`]: isNarrow ? "right" : xanchor,
        [`annotations[${place}].xshift`]: isNarrow ? 0 : xshift,
        [`annotations[${place}].yshift`]: isNarrow ? over : yshift,
        [`annotations[${place}].bgcolor`]: isNarrow ? GROUND : "rgba(0, 0, 0, 0)",
      });
    }
    return changes;
  }

  /* Each badge in the lowest row in which it stands clear of those before it. */
  function badges({ shapes, margin }, width) {
    const changes = {};
    const taken = [];
    let step = 0;
    for (const [{ xanchor, x0, x1, y0, y1 }, place] of named(shapes, BADGE)) {
      const middle = xanchor * width;
      const free = taken.findIndex((end) => middle + x0 >= end + APART);
      const row = free < 0 ? taken.length : free;
      taken[row] = middle + x1;
      step = y1 - y0 + APART;
      changes[`shapes[${place}].y0`] = y0 + row * step;
      changes[`shapes[${place}].y1`] = y1 + row * step;
    }
    if (taken.length) { changes["margin.t"] = margin.t + (taken.length - 1) * step; }
    return changes;
  }

  /* What of a layout depends on a graph's width, by plotly.js' names. */
  function changesFor(layout, graphWidth) {
    const { l = 0, r = 0 } = layout.margin || {};
    const hasEnds = named(layout.annotations, END).length > 0;
    const isNarrow = hasEnds && graphWidth - l - r < ROOMY;
    const width = graphWidth - l - (isNarrow ? MARGIN : r);
    return {
      ...dates(layout, width), ...spareWords(layout, width), ...badges(layout, width),
      ...(hasEnds ? { ...ends(layout, isNarrow), "margin.r": isNarrow ? MARGIN : r } : {}),
    };
  }

  /* A layout with changes, of which none is more than two levels deep; the one given stays as
     it is. */
  function changed(layout, changes) {
    const result = { ...layout };
    for (const [name, value] of Object.entries(changes)) {
      const [, part, place, property] = /^(\w+)(?:\[(\d+)\])?\.(\w+)$/.exec(name);
      if (place === undefined) {
        result[part] = { ...result[part], [property]: value };
      } else {
        if (result[part] === layout[part]) { result[part] = [...layout[part]]; }
        result[part][place] = { ...result[part][place], [property]: value };
      }
    }
    return result;
  }

  function fitted(graph, figure) {
    if (!figure || !figure.layout) { return figure; }
    const { layout } = figure;
    const changes = changesFor(layout, graph.clientWidth || UNSEEN);
    given.set(graph, { layout, changes: JSON.stringify(changes) });
    return { ...figure, layout: changed(layout, changes) };
  }

  /* After a window has changed its width, or a phone was turned. */
  async function fitAnew(graph) {
    const { layout, changes: before } = given.get(graph) || {};
    if (!layout) { return; }
    const changes = changesFor(layout, graph.clientWidth || UNSEEN);
    if (before === JSON.stringify(changes)) { return; }
    given.set(graph, { layout, changes: JSON.stringify(changes) });
    await window.Plotly.relayout(graph, changes);
  }

  /* The layout of a graph as it would be at another width. */
  function fittedTo(graph, width) {
    const { layout } = given.get(graph) || graph;
    return changed(graph.layout, changesFor(layout, width));
  }

  Object.assign(window.metBusinessPlan, { fitted, fitAnew, fittedTo });
})();
