/* What paper needs of a page: the marking and the running header of every sheet, charts that fit
   on it, in a pack as pictures made of lines and letters, and the button that prints. */
(function () {
  "use strict";

  const { register, make } = window.metBusinessPlan;
  const waiting = [];
  let drawing = false;

  /* A text as a CSS string, for the boxes in a sheet's margin (@page in 58-print.css). */
  function cssString(text) {
    const escaped = Array.from(text, (letter) => /[\p{L}\p{N} ]/u.test(letter)
      ? letter : "\\" + letter.codePointAt(0).toString(16) + " ").join("");
    return '"' + escaped + '"';
  }

  function onSheets(name, text) {
    document.documentElement.style.setProperty(name, cssString(text));
  }

  /* plotly.js: there, promised by a script under way, or still to be fetched. */
  function library() {
    if (!window.Plotly) {
      window.Plotly = new Promise(function (done, failed) {
        document.head.append(make("script", {
          src: window._dashPlotlyJSURL, onload: done, onerror: failed,
        }));
      });
    }
    return Promise.resolve(window.Plotly).then(() => window.Plotly);
  }

  /* Dark names on a map get a white edge, as on the screen (52-burglary.css). */
  const EDGE = "<style>.scattergeo text{text-shadow:none!important}" +
    ".scattergeo text[style*='fill: rgb(31, 31, 31)']{paint-order:stroke;stroke:#fff;" +
    "stroke-width:3.5px;stroke-linejoin:round}</style>";

  function edged(source) {
    const start = source.indexOf(",") + 1;
    const svg = decodeURIComponent(source.slice(start)).replace(/>/, ">" + EDGE);
    return source.slice(0, start) + encodeURIComponent(svg);
  }

  async function picture(element) {
    const plotly = await library();
    const { data, layout } = JSON.parse(element.dataset.value);
    const size = { width: layout.width, height: layout.height };
    const source = await plotly.toImage({ data, layout, config: { staticPlot: true } },
      { format: "svg", ...size });
    element.replaceChildren(make("img", {
      src: layout.geo ? edged(source) : source, alt: element.dataset.words, ...size,
    }));
    await element.firstChild.decode();
  }

  /* One after the other, so that the page stays usable meanwhile. */
  async function drawAll() {
    drawing = true;
    while (waiting.length) {
      const element = waiting.shift();
      try {
        if (element.isConnected) { await picture(element); }
      } catch (failure) {
        element.replaceChildren(make("p", { class: "empty" },
          "This chart could not be drawn. Its words and its table follow."));
      }
    }
    drawing = false;
    ready();
  }

  function ready() {
    const actions = document.querySelector('[data-island="print-actions"]');
    if (!actions || drawing || waiting.length) { return; }
    actions.querySelector("[data-print]").disabled = false;
    actions.querySelector("[role=status]").textContent = "Ready to print.";
    actions.dataset.ready = "yes";
  }

  function drawChart(element) {
    waiting.push(element);
    if (!drawing) { drawAll(); }
  }

  /* The name that a browser proposes for the PDF is the document's title. */
  function print(title) {
    const shown = document.title;
    document.title = title;
    window.addEventListener("afterprint", function () { document.title = shown; }, { once: true });
    window.print();
  }

  function actions(element) {
    onSheets("--sheet-running", element.dataset.value);
    element.querySelector("[data-print]").addEventListener("click", function () {
      print(element.dataset.title.replace(/\.pdf$/, ""));
    });
    window.setTimeout(ready, 0);
  }

  /* What a card leaves for a chart on a sheet of A4 (180 mm between its margins), in pixels. A
     browser lays a page out for paper without telling anybody how wide that is: what was drawn
     for a window would be cut at the sheet's edge. */
  const SHEET = 632;

  /* What keeps its width and scrolls on a phone is made smaller as a whole (63-wards.css). */
  const SCROLLING = 800;
  const changed = new Set();

  const charts = () => [...document.querySelectorAll(".js-plotly-plot")]
    .filter((chart) => chart.offsetParent !== null && chart._fullLayout);

  window.addEventListener("beforeprint", function () {
    for (const chart of charts()) {
      const width = chart.closest(".chart-scroll") ? SCROLLING : SHEET;
      if (chart._fullLayout.width > width) {
        changed.add(chart);
        window.Plotly.relayout(chart, { width });
      }
    }
  });

  window.addEventListener("afterprint", function () {
    for (const chart of changed) {
      if (chart.isConnected) { window.Plotly.relayout(chart, { width: null, autosize: true }); }
    }
    changed.clear();
  });

  register("marking", function (element) { onSheets("--sheet-marking", element.dataset.value); });
  register("print-actions", actions);
  register("print-chart", drawChart);
})();
