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

  /* What is open on the screen only; every other parameter of a page's address is a control. */
  const APART = ["area", "as-at", "view"];
  /* Months before the chosen one of which a reader may ask what changed since. */
  const BEFORE = [1, 3, 6, 12, 24, 36];
  const USUAL = 3;

  function controls(now) {
    return [...now].filter(([name, value]) => value && !APART.includes(name));
  }

  function monthsBefore(month, number) {
    const [year, place] = month.split("-").map(Number);
    const ordinal = 12 * year + place - 1 - number;
    return Math.floor(ordinal / 12) + "-" + String(ordinal % 12 + 1).padStart(2, "0");
  }

  function inWords(month) {
    const day = new Date(month + "-01T00:00:00Z");
    return day.toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  }

  /* The months to choose from, and the one chosen: as many months before as it was. */
  function refreshSince(menu, asAt) {
    const select = menu.querySelector(".export-since");
    if (select.dataset.asAt === asAt) { return; }
    const chosen = Math.max(select.selectedIndex, -1);
    select.replaceChildren(...BEFORE.map(function (number) {
      const month = monthsBefore(asAt, number);
      const option = document.createElement("option");
      option.value = month;
      option.textContent = inWords(month);
      return option;
    }));
    select.selectedIndex = chosen < 0 ? BEFORE.indexOf(USUAL) : chosen;
    select.dataset.asAt = asAt;
    menu.querySelector('[data-export-group="since"]').hidden = false;
  }

  function refreshExports(state) {
    const menu = document.querySelector(".export-menu");
    if (!menu || !state) { return; }
    const now = new URLSearchParams(window.location.search);
    const page = pageOf(state);
    menu.querySelector('[data-export-group="page"]').hidden = !page;
    refreshSince(menu, state.as_at);
    for (const link of menu.querySelectorAll("[data-export]")) {
      const search = new URLSearchParams();
      for (const name of ["area", "as-at"]) {
        if (now.get(name)) { search.set(name, now.get(name)); }
      }
      if (link.dataset.export === "digest") {
        search.set("since", menu.querySelector(".export-since").value);
      }
      if (link.dataset.page) {
        search.set("page", page);
        for (const [name, value] of controls(now)) { search.set(name, value); }
      }
      if (link.dataset.format) { search.set("format", link.dataset.format); }
      const query = search.toString();
      const path = new URL(link.href).pathname;
      link.setAttribute("href", path + (query ? "?" + query : ""));
    }
  }

  function refreshNow() {
    const store = window.dash_component_api.getLayout("page-state");
    refreshExports(store ? store.props.data : null);
  }

  /* Controls change the address without going to another page. */
  document.addEventListener("toggle", function (event) {
    if (event.target.matches(".export-menu") && event.target.open) { refreshNow(); }
  }, true);
  document.addEventListener("change", function (event) {
    if (event.target.matches(".export-since")) { refreshNow(); }
  });

  /* A file takes some seconds: say so, where the reader looks and to who listens, until the menu is
     closed. When it has come, no page can know. */
  document.addEventListener("click", function (event) {
    const link = event.target.closest(".export-menu [data-said]");
    if (!link) { return; }
    link.closest(".export-menu").querySelector(".menu-state").textContent = link.dataset.said;
  });

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { refreshExports });
})();
