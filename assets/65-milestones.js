/* The milestone board: sections, columns and cards, drawn from one JSON attribute.
   A section is { heading, note, columns, groups, told }; a column { slug, shape, title, note,
   cards }; a group { title, cards }; a card { id, href, title, kind, status, mark, due, flag,
   later, areas, theme, open }, without what is empty. */
(function () {
  "use strict";

  const { register, make } = window.metBusinessPlan;
  const WIDE = 8;
  const MOST = 24;
  const numbers = new Intl.NumberFormat("en-GB");

  const line = (name, text) => (text ? make("span", { class: name }, text) : null);

  function tag(card) {
    if (!card.mark) { return null; }
    const [shape, word] = card.mark;
    return make("span", { class: "status status-" + card.status },
      make("span", { class: "status-shape", "aria-hidden": "true" }, shape), word);
  }

  function link(card) {
    return make("a", {
      id: card.id, href: card.href, tabindex: "0", class: "card-link",
      "aria-current": card.open ? "true" : null,
    }, card.title);
  }

  function drawCard(card, withStatus) {
    return make("li", { class: "board-card" + (card.open ? " is-open" : "") },
      link(card),
      withStatus ? tag(card) : null,
      line("card-due", card.due),
      card.flag ? make("span", { class: "card-flag" + (card.later ? " is-later" : "") },
        card.later ? null : make("span", { "aria-hidden": "true" }, "! "), card.flag) : null,
      line("card-where", [card.theme, card.areas].filter(Boolean).join(" · ")));
  }

  /* How many cards of a column are drawn: all where few would be left, up to the opened one, and
     on paper. */
  function drawnOf(cards) {
    if (cards.length <= MOST * 1.25 || window.metBusinessPlan.onPaper) { return cards.length; }
    return Math.max(MOST, cards.findIndex((card) => card.open) + 1);
  }

  function drawColumn(column, level, byStatus) {
    const number = column.cards.length;
    const head = make("h" + level, { class: "column-title" },
      column.shape ? make("span", { class: "fact-shape fact-" + column.slug, "aria-hidden": "true" },
        column.shape) : null,
      column.title, make("span", { class: "column-count" }, " " + numbers.format(number)));
    const list = make("ul", { class: "board-cards" });
    const hidden = column.cards.slice(drawnOf(column.cards));
    const rest = hidden.length ? make("button", {
      type: "button",
      class: "button show-rest",
      onclick: function () {
        const more = hidden.map((card) => drawCard(card, !byStatus));
        list.append(...more);
        rest.remove();
        more[0].querySelector("a").focus();
      },
    }, "Show " + numbers.format(hidden.length) + " more", make("span", { class: "visually-hidden" },
      ": " + column.title)) : null;
    list.append(...column.cards.slice(0, number - hidden.length)
      .map((card) => drawCard(card, !byStatus)));
    const size = number === 0 ? " is-empty" : number > WIDE ? " is-wide" : "";
    return make("section", { class: "board-column" + size },
      head,
      column.note ? make("p", { class: "column-note" }, column.note) : null,
      number ? list : null, rest);
  }

  function drawGroup(group, level) {
    return make("section", { class: "told-group" },
      make("h" + level, { class: "told-title" }, group.title),
      make("ul", {}, ...group.cards.map((card) => make("li", { class: card.open ? "is-open" : null },
        link(card), line("card-where", card.areas)))));
  }

  function drawSection(section, byStatus) {
    const level = section.heading ? 3 : 2;
    return make("section", { class: "board-section" },
      section.heading ? make("h2", { class: "section-title" }, section.heading) : null,
      section.note ? make("p", { class: "card-subtitle" }, section.note) : null,
      section.columns.length ? make("div", { class: "board-columns" },
        ...section.columns.map((column) => drawColumn(column, level, byStatus))) : null,
      section.told ? make("div", { class: "told" },
        make("h" + level, { class: "column-title" }, "Activities",
          make("span", { class: "column-count" }, " " + numbers.format(section.told))),
        make("p", { class: "column-note" }, "Progress that the report tells of, without a status."),
        make("div", { class: "told-groups" },
          ...section.groups.map((group) => drawGroup(group, level + 1)))) : null);
  }

  function drawBoard(element) {
    const sections = JSON.parse(element.dataset.options);
    const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
    element.replaceChildren(...sections.map(function (section) {
      const byStatus = section.columns.some((column) => column.shape);
      return drawSection(section, byStatus);
    }));
    const again = focused && document.getElementById(focused);
    if (again) { again.focus(); }
  }

  /* Escape within an opened milestone closes it, as its link does. */
  document.addEventListener("keydown", function (event) {
    const detail = event.key === "Escape" && event.target.closest && event.target.closest("#detail");
    const close = detail && detail.querySelector(".detail-close");
    if (close) { close.click(); }
  });

  /* The filters fold on a phone, unless one of them is in use. */
  function fold(element) {
    if (window.matchMedia("(max-width: 600px)").matches && !element.dataset.used) {
      element.removeAttribute("open");
    }
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  register("board", drawBoard);
  register("fold", fold);
})();
