/* The menu of files: its links are at the page, the area and the date that are chosen now. */
(function () {
  "use strict";

  /* The page as the files call it; none for what has no tables of its own, as the printed
     pack or the pages of editors. */
  function pageOf(state) {
    const known = document.querySelector('[data-nav="' + state.path + '"].nav-link');
    if (!known || known.closest("[data-right]")) { return ""; }
    return state.path === "/" ? "overview" : state.path.slice(1);
  }

  function refreshExports(state) {
    const menu = document.querySelector(".export-menu");
    if (!menu || !state) { return; }
    const now = new URLSearchParams(window.location.search);
    const page = pageOf(state);
    menu.querySelector('[data-export-group="page"]').hidden = !page;
    for (const link of menu.querySelectorAll("[data-export]")) {
      const search = new URLSearchParams();
      for (const name of ["area", "as-at"]) {
        if (now.get(name)) { search.set(name, now.get(name)); }
      }
      if (link.dataset.page) { search.set("page", page); }
      if (link.dataset.format) { search.set("format", link.dataset.format); }
      const query = search.toString();
      const path = new URL(link.href).pathname;
      link.setAttribute("href", path + (query ? "?" + query : ""));
    }
  }

  /* A file takes some seconds: say so, where the reader looks and to who listens, until the menu is
     closed. When it has come, no page can know. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest(".export-menu [data-said]");
    if (!link) { return; }
    link.closest(".export-menu").querySelector(".menu-state").textContent = link.dataset.said;
  });

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { refreshExports });
})();
