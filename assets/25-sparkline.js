/* Sparklines in tables: the shape of a series as a small line, its last point marked. */
(function () {
  "use strict";

  const WIDTH = 120, HEIGHT = 28, PADDING = 4, FEWEST = 2;

  function element(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) { made.setAttribute(name, value); }
    made.append(...children);
    return made;
  }

  /* The line breaks where a value is missing; it spans the range of the values, since it shows
     shape and not size. Null where there are too few values for a line. */
  function sparkline(values, readable) {
    const known = values.filter((value) => value !== null);
    if (known.length < FEWEST) { return null; }
    const low = Math.min(...known), high = Math.max(...known);
    const step = (WIDTH - 2 * PADDING) / (values.length - 1);
    const reach = (HEIGHT - 2 * PADDING) / ((high - low) || 1);
    const x = (index) => (PADDING + index * step).toFixed(1);
    const y = (value) => (high === low ? HEIGHT / 2
      : HEIGHT - PADDING - (value - low) * reach).toFixed(1);
    let path = "", joined = false, end = 0;
    values.forEach(function (value, index) {
      if (value !== null) {
        path += (joined ? "L" : "M") + x(index) + " " + y(value);
        end = index;
      }
      joined = value !== null;
    });
    const words = "Lowest month " + readable(low) + ", highest " + readable(high) +
      ", last " + readable(known[known.length - 1]);
    return element("svg", {
      class: "cell-spark", role: "img", "aria-label": words,
      width: WIDTH, height: HEIGHT, viewBox: "0 0 " + WIDTH + " " + HEIGHT,
    }, element("path", { d: path }), element("circle", { cx: x(end), cy: y(values[end]), r: 3 }));
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { sparkline });
})();
