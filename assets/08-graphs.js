/* Graphs: what is in sight is drawn first, and nothing is drawn twice. Dash draws every graph
   of a page at once and, after a graph's first drawing, again at the size that it has already;
   and a new figure only when it has looked at everything else of an answer. */
(function () {
  "use strict";

  const { fitted, fitAnew } = window.metBusinessPlan;

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
