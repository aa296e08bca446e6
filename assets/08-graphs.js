/* Graphs: what is in sight is drawn first, and nothing is drawn twice. Dash draws every graph
   of a page at once and, after a graph's first drawing, again at the size that it has already;
   and a new figure only when it has looked at everything else of an answer. */
(function () {
  "use strict";

  /* What each graph was last asked to draw; the data that it drew ahead of Dash. */
  const latest = new WeakMap();
  const ahead = new WeakMap();
  let draw = null;

  const afterNextFrame = () => new Promise((done) => {
    window.requestAnimationFrame(() => window.setTimeout(done));
  });

  function isInSight(graph) {
    const { top, bottom } = graph.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  }

  /* Within something hidden it has no size; when it is shown again, Dash asks anew. */
  const isHidden = (graph) => graph.offsetParent === null;

  /* To the pixel: plotly.js keeps fractions of one. */
  function hasItsSize(graph) {
    const drawn = graph._fullLayout;
    return Boolean(drawn) && Math.abs(drawn.width - graph.clientWidth) < 1 &&
      Math.abs(drawn.height - graph.clientHeight) < 1;
  }

  /* plotly.js gives a time axis five dates at least and, where they do not fit, turns them upright
     and lets the margin cut them off. A narrow plot gets as many as there is room for. */
  const DATE_PIXELS = 42;
  const FEWEST = 2;
  const USUAL = 5;
  const MONTH = 365.25 / 12 * 24 * 60 * 60 * 1000;
  const SPARE = "spare";
  const WIDE = 260;
  const given = new WeakMap();

  /* How many dates an axis gets; for one that plotly.js divides by itself, at least. */
  function datesOf({ dtick, range }) {
    if (dtick === undefined) { return USUAL; }
    return (Date.parse(range[1]) - Date.parse(range[0])) / MONTH / Number(dtick.slice(1));
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
  async function fitAnew(graph) {
    const [figure] = latest.get(graph) || [];
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

  function prepare(plotly) {
    const { react } = plotly;
    const { resize } = plotly.Plots;
    draw = (graph, figure, ...more) => react(graph, fitted(graph, figure), ...more);
    /* What is out of sight waits for a frame; of several changes that wait the last one counts. */
    plotly.react = async function (graph, ...what) {
      latest.set(graph, what);
      if (ahead.has(graph) && ahead.get(graph) === what[0].data) {
        ahead.delete(graph);
        return graph;
      }
      if (!isInSight(graph)) {
        await afterNextFrame();
        if (latest.get(graph) !== what || !graph.isConnected) { return graph; }
      }
      return draw(graph, ...what);
    };
    plotly.Plots.resize = async (graph) => {
      if (!isHidden(graph) && !hasItsSize(graph)) {
        await resize(graph);
        await fitAnew(graph);
      }
      return graph;
    };
    plotly.isPrepared = true;
  }

  /* A new figure for a graph in sight is drawn, and shown, before Dash is told of it. */
  async function drawAhead(answer) {
    const drawings = [];
    for (const [id, { figure }] of Object.entries((answer && answer.response) || {})) {
      const graph = document.querySelector(`#${CSS.escape(id)} > .js-plotly-plot`);
      const [before] = (graph && latest.get(graph)) || [];
      if (before && figure && Array.isArray(figure.data) && graph._fullLayout && isInSight(graph) &&
          !isHidden(graph)) {
        ahead.set(graph, figure.data);
        const size = { autosize: before.layout.autosize, width: before.layout.width, height: before.layout.height };
        drawings.push(draw(graph, { ...before, data: figure.data, layout: { ...figure.layout, ...size } }));
      }
    }
    if (drawings.length) {
      await Promise.all(drawings);
      await afterNextFrame();
    }
  }

  Object.assign(window.metBusinessPlan, { drawAhead });

  /* plotly.js comes with a page's first graph; the load of a script does not bubble. */
  document.addEventListener("load", function (event) {
    const plotly = window.Plotly;
    if (event.target.tagName === "SCRIPT" && plotly && plotly.react && !plotly.isPrepared) {
      prepare(plotly);
    }
  }, true);
})();
