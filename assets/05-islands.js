/* Islands: elements that the browser fills itself. The server says what in data attributes;
   a change of the attribute draws the island again. Dash never touches an island's children. */
(function () {
  "use strict";

  const drawers = {};
  const unseen = new Set();
  const watched = ["data-table", "data-value", "data-options", "data-still"];
  let pending = false;

  /* What a drawer draws only when it can be seen waits while it, or what it is in, is hidden. */
  function draw(element) {
    const name = element.dataset.island;
    const drawer = drawers[name];
    if (!drawer) { return; }
    if (unseen.has(name) && element.closest("[hidden]")) {
      element.dataset.drawn = "later";
      return;
    }
    element.dataset.drawn = "yes";
    drawer(element);
  }

  function drawWaiting(root) {
    for (const element of root.querySelectorAll('[data-drawn="later"]')) { draw(element); }
  }

  function drawAll() {
    pending = false;
    for (const element of document.querySelectorAll("[data-island]:not([data-drawn])")) {
      draw(element);
    }
  }

  const observer = new MutationObserver(function (records) {
    for (const record of records) {
      if (record.attributeName === "hidden") {
        if (!record.target.hidden) { drawWaiting(record.target); }
      } else if (record.type === "attributes") {
        // Content that was components may come as an island later.
        if (record.target.dataset.drawn || record.attributeName === "data-still") { draw(record.target); }
      } else if (record.addedNodes.length && !pending) {
        pending = true;
        window.queueMicrotask(drawAll);
      }
    }
  });

  /* A drawer of the islands of a name; with whenSeen it is not asked while they are hidden. */
  function register(name, drawer, options) {
    drawers[name] = drawer;
    if (options && options.whenSeen) { unseen.add(name); }
    pending = true;
    window.queueMicrotask(drawAll);
  }

  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: [...watched, "hidden"],
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

  /* Draw anew the islands that hold something back behind a button: for paper, and after it. */
  function redrawLong() {
    for (const element of document.querySelectorAll("[data-drawn]")) {
      if (element.heldBack || element.querySelector(".show-rest")) {
        element.heldBack = !element.heldBack;
        draw(element);
      }
    }
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { register, make, redrawLong });
})();
