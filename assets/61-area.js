/* Area: on a phone each place's table starts closed, so that the page can be seen over. */
(function () {
  "use strict";

  const NARROW = window.matchMedia("(max-width: 900px)");

  window.metBusinessPlan.register("place", function (details) {
    if (NARROW.matches) { details.open = false; }
  });
})();
