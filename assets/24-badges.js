/* Badges of breaks and events above a chart: under the pointer, or tapped, each says what the key
   below the chart says of it. */
(function () {
  "use strict";

  const { make } = window.metBusinessPlan;
  const GAP = 8;
  let shown = null;

  /* The box with letters that something drawn by plotly.js is part of. */
  function badgeOf(target) {
    const group = target.closest(".chart-card .shape-group");
    return group && group.querySelector(".shape-label") ? group : null;
  }

  function wordsOf(badge) {
    const letters = badge.textContent.split(" ");
    const items = [...badge.closest(".chart-card").querySelectorAll(".chart-key li")];
    return items.filter((item) => letters.includes(item.querySelector(".key-badge").textContent));
  }

  function hide() {
    if (shown) { shown.words.remove(); }
    shown = null;
  }

  /* Above the badge, and within the window. */
  function place(words, badge) {
    const at = badge.getBoundingClientRect(), { width, height } = words.getBoundingClientRect();
    const most = document.documentElement.clientWidth - width - GAP;
    const left = at.left + (at.width - width) / 2;
    words.style.left = `${Math.max(GAP, Math.min(left, most))}px`;
    words.style.top = `${at.top >= height ? at.top - height : at.bottom}px`;
  }

  function show(badge) {
    const items = wordsOf(badge).map((item) => item.cloneNode(true));
    if (!items.length) { return; }
    const words = make("ul", { class: "badge-words", "aria-hidden": "true" }, ...items);
    document.body.append(words);
    place(words, badge);
    shown = { badge, words };
  }

  /* The page has moved; a chart drawn anew has other badges. */
  function follow() {
    if (!shown) { return; }
    if (shown.badge.isConnected) { place(shown.words, shown.badge); } else { hide(); }
  }

  /* What is shown stays while the pointer is on it (WCAG 1.4.13). */
  document.addEventListener("pointerover", function ({ target }) {
    const badge = badgeOf(target);
    if (shown && (badge === shown.badge || shown.words.contains(target))) { return; }
    hide();
    if (badge) { show(badge); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hide(); } });
  document.addEventListener("scroll", follow, true);
})();
