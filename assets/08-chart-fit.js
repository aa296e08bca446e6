/* Charts on narrow screens. The server does not know how wide a chart will be. plotly.js gives a
   time axis five dates at least and, where they do not fit, turns them upright and lets the margin
   cut them off; so a narrow plot gets as many as there is room for. */
(function () {
  "use strict";

  const DATE_PIXELS = 42;
  const FEWEST = 2;
  /* Dates that plotly.js gives a time axis at least. */
  const USUAL = 5;
  const MONTH = 365.25 / 12 * 24 * 60 * 60 * 1000;
  /* The name of words that a plot narrower than this leaves out. */
  const SPARE = "spare";
  const WIDE = 260;
  /* What each graph was fitted to. */
  const given = new WeakMap();

  /* How many dates an axis gets; for one that plotly.js divides by itself, at least. */
  function datesOf({ dtick, range }) {
    if (dtick === undefined || !range) { return USUAL; }
    return (Date.parse(range[1]) - Date.parse(range[0])) / MONTH / Number(String(dtick).slice(1));
  }

  function plotWidth(graph, { margin }) {
    const { l = 0, r = 0 } = margin || {};
    return graph.clientWidth - l - r;
  }

  /* What of a layout depends on a graph's width: the ticks of time axes, by the axis' name, and
     whether the words that a narrow plot has no room for are shown, by their place. */
  function fitFor(graph, layout) {
    const width = plotWidth(graph, layout);
    const room = Math.max(FEWEST, Math.floor(width / DATE_PIXELS));
    const axes = {};
    for (const [name, axis] of Object.entries(layout)) {
      if (/^xaxis\d*$/.test(name) && axis.type === "date") {
        const mode = axis.dtick === undefined ? "auto" : "linear";
        axes[name] = graph.clientWidth === 0 || datesOf(axis) <= room
          ? { tickmode: mode, nticks: 0 } : { tickmode: "auto", nticks: room };
      }
    }
    const words = {};
    (layout.annotations || []).forEach(({ name }, place) => {
      if (name === SPARE) { words[place] = graph.clientWidth === 0 || width >= WIDE; }
    });
    return { axes, words };
  }

  function fitted(graph, figure) {
    if (!figure || !figure.layout) { return figure; }
    const { axes, words } = fitFor(graph, figure.layout);
    given.set(graph, JSON.stringify({ axes, words }));
    const layout = { ...figure.layout };
    for (const name of Object.keys(axes)) { layout[name] = { ...layout[name], ...axes[name] }; }
    if (Object.keys(words).length) {
      layout.annotations = layout.annotations.map((annotation, place) =>
        place in words ? { ...annotation, visible: words[place] } : annotation);
    }
    return { ...figure, layout };
  }

  /* After a window has changed its width, or a phone was turned. */
  async function fitAnew(graph, figure) {
    if (!figure || !figure.layout) { return; }
    const { axes, words } = fitFor(graph, figure.layout);
    if (given.get(graph) === JSON.stringify({ axes, words })) { return; }
    given.set(graph, JSON.stringify({ axes, words }));
    const changes = {};
    for (const [name, { tickmode, nticks }] of Object.entries(axes)) {
      Object.assign(changes, { [`${name}.tickmode`]: tickmode, [`${name}.nticks`]: nticks });
    }
    for (const place of Object.keys(words)) { changes[`annotations[${place}].visible`] = words[place]; }
    await window.Plotly.relayout(graph, changes);
  }

  Object.assign(window.metBusinessPlan, { fitted, fitAnew });
})();
