/* The menu of a card, and the copying of the page's address in the menu of the page. */
(function () {
  "use strict";

  const plan = window.metBusinessPlan;
  const { make } = plan;
  const BYTE_ORDER_MARK = "\ufeff";
  const SHOWN = 2500;
  const REFUSED = "The browser does not allow copying here. ";

  const cardOf = (element) => element.closest("[data-card]");
  const menuOf = (element) => element.closest("details.card-download");

  function announce(text) {
    const live = document.getElementById("live");
    if (live) { live.textContent = ""; window.setTimeout(() => { live.textContent = text; }, 50); }
  }

  function save(name, blob) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function picture(card, words, form) {
    return card.querySelector(".dash-graph") ? plan.chartPicture(card, words, form) : plan.tablePicture(words, form);
  }

  const makers = {
    csv: (card, words) => new Blob([BYTE_ORDER_MARK + plan.toCsv(words.table)], { type: "text/csv;charset=utf-8" }),
    xlsx: (card, words) => plan.toXlsx(words),
    png: (card, words) => picture(card, words, "png"),
    svg: (card, words) => picture(card, words, "svg"),
  };

  /* Close a menu; its button, which has the focus again, says what was done. */
  function close(menu, said) {
    const button = menu.querySelector("summary");
    menu.removeAttribute("open");
    button.focus();
    announce(said);
    button.dataset.text = button.dataset.text || button.textContent;
    button.textContent = said;
    window.clearTimeout(menu.timer);
    menu.timer = window.setTimeout(() => { button.textContent = button.dataset.text; }, SHOWN);
  }

  /* What went wrong is said in the menu, which stays open with the other ways. */
  function refuse(menu, said) {
    menu.querySelector('[role="status"]').textContent = said;
  }

  async function download(item) {
    const card = cardOf(item), menu = menuOf(item), form = item.dataset.download;
    refuse(menu, "");
    try {
      const words = plan.wordsOf(card);
      save(words.name + "." + form, await makers[form](card, words));
      close(menu, "Saved as " + form.toUpperCase());
    } catch (failure) {
      refuse(menu, failure instanceof plan.TooLong ? failure.message
        : "This could not be saved as " + form.toUpperCase() + ".");
      if (!(failure instanceof plan.TooLong)) { throw failure; }
    }
  }

  async function copyTable(item) {
    const words = plan.wordsOf(cardOf(item));
    const done = await plan.copy({ "text/plain": plan.toTsv(words.table), "text/html": plan.toHtml(words) });
    if (done) { close(menuOf(item), "Table copied"); }
    else { refuse(menuOf(item), REFUSED + "Save the table as XLSX or CSV instead."); }
  }

  async function copyLink(item) {
    const url = new URL(window.location.href);
    const card = cardOf(item);
    if (card) { url.hash = card.id || card.dataset.card; }
    if (await plan.copy({ "text/plain": url.href })) { close(menuOf(item), "Link copied"); }
    else { refuse(menuOf(item), REFUSED + "The address is " + url.href); }
  }

  document.addEventListener("click", function (event) {
    for (const open of document.querySelectorAll("details.card-download[open]")) {
      if (!open.contains(event.target)) { open.removeAttribute("open"); }
    }
    const item = event.target.closest(".card-menu-item");
    if (!item) { return; }
    if (item.dataset.download) { download(item); }
    if (item.dataset.copy === "table") { copyTable(item); }
    if (item.dataset.copy === "link") { copyLink(item); }
  });

  /* Arrows go up and down an open menu, from its button too. */
  document.addEventListener("keydown", function (event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const menu = step && event.target.closest && event.target.closest("details.card-download[open]");
    if (!menu) { return; }
    event.preventDefault();
    const items = [...menu.querySelectorAll(".card-menu-item")].filter((item) => item.offsetParent);
    const now = items.indexOf(event.target);
    items[(now < 0 && step < 0 ? items.length - 1 : now + step + items.length) % items.length].focus();
  });

  document.addEventListener("toggle", function (event) {
    const state = event.target.open && event.target.matches("details.card-download") &&
      event.target.querySelector('[role="status"]');
    if (state) { state.textContent = ""; }
  }, true);
})();
