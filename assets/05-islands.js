/* Islands: elements that the browser fills itself. The server says what in data attributes;
   a change of the attribute draws the island again. Dash never touches an island's children. */
(function () {
  "use strict";

  const drawers = {};
  const watched = ["data-table", "data-value", "data-options"];
  let pending = false;

  function draw(element) {
    const drawer = drawers[element.dataset.island];
    if (drawer) {
      element.dataset.drawn = "yes";
      drawer(element);
    }
  }

  function drawAll() {
    pending = false;
    for (const element of document.querySelectorAll("[data-island]:not([data-drawn])")) {
      draw(element);
    }
  }

  const observer = new MutationObserver(function (records) {
    for (const record of records) {
      if (record.type === "attributes") {
        if (record.target.dataset.drawn) { draw(record.target); }
      } else if (record.addedNodes.length && !pending) {
        pending = true;
        window.queueMicrotask(drawAll);
      }
    }
  });

  function register(name, drawer) {
    drawers[name] = drawer;
    pending = true;
    window.queueMicrotask(drawAll);
  }

  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: watched,
  });

  /* Build an element: tag, attributes, children. Text is always text, never markup. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) { continue; }
      if (name.startsWith("on")) {
        element.addEventListener(name.slice(2), value);
      } else {
        element.setAttribute(name, value === true ? "" : String(value));
      }
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { register, make });
})();
