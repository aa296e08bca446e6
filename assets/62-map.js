/* Borough maps: the key, the ranking, the facts of a borough, and one highlight in all of them. */
(function () {
  "use strict";

  const { register, make } = window.metBusinessPlan;

  /* The key of a map: colour, text, shape, number of boroughs (-1: not counted). */
  function drawKey(element) {
    const items = JSON.parse(element.dataset.value);
    element.replaceChildren(...items.map(function ([colour, text, shape, number]) {
      const swatch = make("span", { class: "map-swatch", "aria-hidden": "true" }, shape);
      swatch.style.backgroundColor = colour;
      const counted = number < 0 ? null : make("span", { class: "map-key-count" }, " " + number);
      return make("li", {}, swatch, make("span", {}, text, counted));
    }));
  }

  register("map-key", drawKey);
})();
