/* Still parts: what no callback changes comes as HTML in an attribute and is put in at once.
   The server escapes every text in it (server/still.py). */
(function () {
  "use strict";

  const { register } = window.metBusinessPlan;
  const drawn = new WeakMap();

  /* Only what was put in here is taken out: the element may have got other children since. */
  register("still", function (element) {
    for (const node of drawn.get(element) || []) { node.remove(); }
    const template = document.createElement(element.tagName);
    template.innerHTML = element.dataset.still || "";
    const nodes = [...template.childNodes];
    element.append(...nodes);
    drawn.set(element, nodes);
  });
})();
