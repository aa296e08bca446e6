/* The shell: links, pickers and controls keep the page's address; Back restores a page.
   Dash Pages draws a page whenever its location component changes. */
(function () {
  "use strict";

  const LOCATION = "_pages_location";
  const shell = { focusTitle: false, drawn: null };

  const byId = (id) => document.getElementById(id);

  function pagePaths() {
    return [...document.querySelectorAll("[data-nav]")].map((link) => new URL(link.href).pathname);
  }

  /* Go to an address of this product without loading the shell again. */
  function navigate(href, options) {
    const url = new URL(href, window.location.href);
    const samePage = url.pathname === window.location.pathname;
    if (samePage && url.search === window.location.search) {
      if (url.hash) { showHash(url.hash); }
      return;
    }
    window.history.pushState({}, "", url.pathname + url.search + url.hash);
    shell.focusTitle = Boolean(options && options.focusTitle);
    shell.hash = url.hash;
    document.body.classList.add("is-navigating");
    syncLocation();
  }

  /* Dash's location component compares with the properties it knows; an address that a
     control pushed is unknown to it, so it may take Back for no change: then it is told. */
  function syncLocation() {
    const known = window.dash_component_api.getLayout(LOCATION);
    const stale = known && known.props.pathname === window.location.pathname &&
      known.props.search === window.location.search;
    if (stale) {
      window.dash_clientside.set_props(LOCATION, { search: window.location.search });
    } else {
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }
  }

  function onPopState(event) {
    document.body.classList.add("is-navigating");
    const known = window.dash_component_api && window.dash_component_api.getLayout(LOCATION);
    const stale = known && known.props.pathname === window.location.pathname &&
      known.props.search === window.location.search;
    if (!stale) { return; }
    const drawn = shell.drawn;
    if (drawn === window.location.pathname + window.location.search) {
      document.body.classList.remove("is-navigating");
      if (window.location.hash) { showHash(window.location.hash); }
      return;
    }
    window.dash_clientside.set_props(LOCATION, { search: window.location.search });
  }

  function showHash(hash) {
    const target = byId(decodeURIComponent(hash.slice(1)));
    if (!target) { return; }
    if (target.tagName === "DETAILS") { target.open = true; }
    target.scrollIntoView();
    if (!target.hasAttribute("tabindex")) { target.setAttribute("tabindex", "-1"); }
    target.focus({ preventScroll: true });
  }

  /* The address of a page with the area and date that are chosen now, and what else it keeps. */
  function carried(pathname, hash, more) {
    const now = new URLSearchParams(window.location.search);
    const kept = new URLSearchParams();
    for (const name of ["area", "as-at"].concat(more ? more.split(" ") : [])) {
      if (now.get(name)) { kept.set(name, now.get(name)); }
    }
    const search = kept.toString();
    return pathname + (search ? "?" + search : "") + (hash || "");
  }

  function refreshLinks(state) {
    for (const link of document.querySelectorAll("[data-nav]")) {
      const pathname = new URL(link.href).pathname;
      link.setAttribute("href", carried(pathname, "", link.dataset.carries));
      if (link.classList.contains("nav-link")) {
        if (state && link.dataset.nav === state.path) {
          link.setAttribute("aria-current", "page");
        } else {
          link.removeAttribute("aria-current");
        }
      }
    }
    for (const link of document.querySelectorAll(".footer-links a")) {
      const url = new URL(link.href);
      if (pagePaths().includes(url.pathname)) {
        link.setAttribute("href", carried(url.pathname, url.hash));
      }
    }
    refreshNewest(state);
    window.metBusinessPlan.refreshExports(state);
  }

  /* The same page and its controls at the newest month, or back at the report's. */
  function refreshNewest(state) {
    const newest = byId("newest-link");
    if (newest && state) {
      const toReport = state.as_at === state.newest;
      const search = new URLSearchParams(window.location.search);
      if (toReport) { search.delete("as-at"); } else { search.set("as-at", state.newest); }
      const query = search.toString();
      newest.setAttribute("href", window.location.pathname + (query ? "?" + query : ""));
      const words = toReport ? newest.dataset.report : newest.dataset.newest;
      // The same words set anew would be laid out anew.
      if (newest.textContent !== words) { newest.textContent = words; }
    }
  }

  /* A picker of the shell: the same page with another area or date. */
  function pick(name, value) {
    const search = new URLSearchParams(window.location.search);
    const state = currentState();
    const isDefault = value === (name === "area" ? "london" : state && state.default_as_at);
    if (isDefault) { search.delete(name); } else { search.set(name, value); }
    // A ward lies in one borough.
    if (name === "area") { search.delete("ward"); }
    const query = search.toString();
    navigate(window.location.pathname + (query ? "?" + query : ""));
  }

  function currentState() {
    const store = window.dash_component_api.getLayout("page-state");
    return store ? store.props.data : null;
  }

  function onClick(event) {
    const toggle = event.target.closest("#nav-toggle");
    if (toggle) {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(open));
      byId("nav-list").classList.toggle("is-open", open);
      return;
    }
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey ||
        event.ctrlKey || event.shiftKey || event.altKey || link.target || link.hasAttribute("download")) {
      return;
    }
    const url = new URL(link.href, window.location.href);
    if (url.origin !== window.location.origin) { return; }
    const same = url.pathname === window.location.pathname && url.search === window.location.search;
    if (same && url.hash) {
      event.preventDefault();
      showHash(url.hash);
      window.history.replaceState({}, "", url.hash);
      return;
    }
    if (!pagePaths().includes(url.pathname)) { return; }
    event.preventDefault();
    closeMenu();
    navigate(link.href, { focusTitle: url.pathname !== window.location.pathname });
  }

  function closeMenu() {
    const toggle = byId("nav-toggle");
    if (toggle && toggle.getAttribute("aria-expanded") === "true") {
      toggle.setAttribute("aria-expanded", "false");
      byId("nav-list").classList.remove("is-open");
    }
  }

  function onKeyDown(event) {
    if (event.key !== "Escape") { return; }
    const toggle = byId("nav-toggle");
    if (toggle && toggle.getAttribute("aria-expanded") === "true") {
      closeMenu();
      toggle.focus();
    }
    for (const menu of document.querySelectorAll("details.card-download[open]")) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    }
  }

  /* A menu that the keyboard has left closes, so that it never covers what has the focus. */
  function onFocusIn(event) {
    for (const menu of document.querySelectorAll("details.card-download[open]")) {
      if (!menu.contains(event.target)) { menu.removeAttribute("open"); }
    }
  }

  /* The address of the page on screen has the values of its controls, defaults left out. On the
     way to another page it is that page's already. */
  function addressFollows(values, state) {
    if (document.body.classList.contains("is-navigating")) { return; }
    const search = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === (state.defaults[name] || "")) { search.delete(name); } else { search.set(name, value); }
    }
    const query = search.toString().replace(/%2C/g, ",");
    window.history.pushState({}, "", window.location.pathname + (query ? "?" + query : ""));
    shell.drawn = shell.valuesPath = window.location.pathname + window.location.search;
    refreshNewest(state);
    const problems = byId("page-problems");
    if (problems && !problems.hidden) { problems.hidden = true; }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: {
      /* After a page is drawn: links, pickers, focus and the announcement follow it. */
      pageDrawn: function (state) {
        if (!state) { return window.dash_clientside.no_update; }
        shell.drawn = window.location.pathname + window.location.search;
        document.body.classList.remove("is-navigating");
        refreshLinks(state);
        for (const [id, value] of [["area-picker", state.area], ["as-at-picker", state.as_at]]) {
          const picker = byId(id);
          if (picker) { picker.setAttribute("data-value", value); }
        }
        const title = byId("page-title");
        window.requestAnimationFrame(function () {
          if (shell.hash || window.location.hash) {
            showHash(shell.hash || window.location.hash);
          } else if (shell.focusTitle && title) {
            window.scrollTo(0, 0);
            title.focus({ preventScroll: true });
          }
          shell.focusTitle = false;
          shell.hash = "";
        });
        return title ? title.textContent : "";
      },

      /* A control of the page changed: the address says so, without a request. */
      controlsChanged: function (values, names, state) {
        const nothing = window.dash_clientside.no_update;
        if (!state || !names || names.length === 0) { return nothing; }
        const before = shell.values && shell.valuesPath === shell.drawn ? shell.values : state.values;
        const now = {};
        names.forEach(function (id, index) {
          const raw = values[index];
          now[id.name] = Array.isArray(raw) ? raw.join(",") : (raw === null || raw === undefined ? "" : String(raw));
        });
        if (Object.keys(now).every((name) => now[name] === before[name])) { return nothing; }
        shell.values = now;
        shell.valuesPath = shell.drawn;
        // The page's question to the server, which waits for nothing else, leaves first.
        window.setTimeout(() => addressFollows(now, state));
        return nothing;
      },
    },
  });

  window.metBusinessPlan = Object.assign(window.metBusinessPlan || {}, { navigate, pick });
  window.addEventListener("popstate", onPopState);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("focusin", onFocusIn);
})();
