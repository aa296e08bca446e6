/* Chart cards: the tabs, and the address of the open panel. */
(function () {
  "use strict";

  const cardOf = (element) => element.closest("[data-card]");

  function show(card, panel, focus) {
    for (const tab of card.querySelectorAll('[role="tab"]')) {
      const chosen = tab.dataset.panel === panel;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) { tab.focus(); }
    }
    for (const element of card.querySelectorAll('[role="tabpanel"]')) {
      element.hidden = element.dataset.panel !== panel;
    }
    rememberView(card.dataset.card, panel);
    if (panel === "chart") { window.dispatchEvent(new Event("resize")); }
  }

  /* The open panel is part of the address too, so that a copied link shows the same. */
  function rememberView(cardId, panel) {
    const search = new URLSearchParams(window.location.search);
    const views = (search.get("view") || "").split(",").filter((view) => view && !view.startsWith(cardId + "."));
    if (panel !== "chart") { views.push(cardId + "." + panel); }
    if (views.length) { search.set("view", views.join(",")); } else { search.delete("view"); }
    const query = search.toString().replace(/%2C/g, ",");
    window.history.replaceState({}, "", window.location.pathname + (query ? "?" + query : ""));
  }

  /* A card that a callback drew anew opens the panel that the address says. */
  new MutationObserver(function (records) {
    const views = new URLSearchParams(window.location.search).get("view");
    if (!views || !records.some((record) => record.addedNodes.length)) { return; }
    for (const view of views.split(",")) {
      const at = view.lastIndexOf(".");
      const card = document.getElementById(view.slice(0, at));
      const tab = card && card.querySelector('[role="tab"][data-panel="' + window.CSS.escape(view.slice(at + 1)) + '"]');
      if (tab && tab.getAttribute("aria-selected") !== "true") { show(card, tab.dataset.panel, false); }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("click", function (event) {
    const tab = event.target.closest('[data-card] [role="tab"]');
    if (tab) { show(cardOf(tab), tab.dataset.panel, true); }
  });

  document.addEventListener("keydown", function (event) {
    const tab = event.target.closest && event.target.closest('[data-card] [role="tab"]');
    if (!tab) { return; }
    const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
    const now = tabs.indexOf(tab);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) { return; }
    event.preventDefault();
    show(cardOf(tab), tabs[(next + tabs.length) % tabs.length].dataset.panel, true);
  });
})();
