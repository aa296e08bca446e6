/* What a card says, for what is saved and copied of it: title, subtitle, source, date, marking. */
(function () {
  "use strict";

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];

  const textOf = (id) => {
    const element = document.getElementById(id);
    return element ? element.textContent.trim() : "";
  };

  /* The element in which a card's table is drawn. */
  const tablePlace = (card) => document.getElementById(card.dataset.card + "-table");

  function asAt() {
    const store = window.dash_component_api && window.dash_component_api.getLayout("page-state");
    const month = store && store.props.data && store.props.data.as_at;
    return month ? "As at " + MONTHS[Number(month.slice(5, 7)) - 1] + " " + month.slice(0, 4) + "." : "";
  }

  function marking() {
    const banner = document.querySelector(".marking[data-value]");
    return banner ? banner.dataset.value : "";
  }

  /* Title, subtitle, source with the date, marking. A table that has no card of its own is named
     by its caption, and by the page. */
  function wordsOf(card) {
    const table = window.metBusinessPlan.shownTable(tablePlace(card));
    const id = card.dataset.card;
    const source = (table && table.source) || "";
    return {
      name: (table && table.filename) || id,
      title: textOf(id + "-title") || (table && table.caption) || textOf("page-title"),
      subtitle: textOf(id + "-subtitle") || textOf("page-subtitle"),
      source: [source, /As at /.test(source) ? "" : asAt()].filter(Boolean).join(" "),
      marking: marking(),
      table,
    };
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { tablePlace, wordsOf });
})();
