/* Chart cards: tabs, downloads and copy-link, all in the reader's browser. */
(function () {
  "use strict";

  const { make } = window.metBusinessPlan;
  const PICTURE = { width: 1200, margin: 32, lineHeight: 20, axis: 44 };

  const cardOf = (element) => element.closest("[data-card]");

  function announce(text) {
    const live = document.getElementById("live");
    if (live) { live.textContent = ""; window.setTimeout(() => { live.textContent = text; }, 50); }
  }

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

  function save(name, blob) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const text = (card, part) => {
    const element = document.getElementById(card.dataset.card + "-" + part);
    return element ? element.textContent : "";
  };

  function tableOf(card) {
    return window.metBusinessPlan.parseTable(document.getElementById(card.dataset.card + "-table"));
  }

  function wrap(words, longest) {
    const lines = [""];
    for (const word of words.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && (last + " " + word).length > longest) { lines.push(word); }
      else { lines[lines.length - 1] = last ? last + " " + word : word; }
    }
    return lines;
  }

  /* The key of a map, some entries a line; without it the picture could not be read. */
  function keyLines(card) {
    const items = [...card.querySelectorAll(".map-key li")].map(function (item) {
      const [swatch, words] = item.children;
      const colour = swatch.style.backgroundColor;
      const [said] = words.childNodes;
      return '<span style="color:' + colour + '">■</span> ' + said.textContent;
    });
    const lines = [];
    while (items.length) { lines.push(items.splice(0, 5).join("\u2003")); }
    return lines;
  }

  /* The chart as a picture that stands alone: title, subtitle and source are part of it. */
  async function picture(card, form) {
    const graph = card.querySelector(".js-plotly-plot");
    if (!graph || !window.Plotly) { return; }
    const table = tableOf(card);
    const title = wrap(text(card, "title"), 80);
    const subtitle = wrap(text(card, "subtitle"), 130);
    const source = [...keyLines(card), ...wrap((table && table.source) || "", 140)];
    const top = PICTURE.margin + title.length * 28 + subtitle.length * PICTURE.lineHeight + 12;
    const bottom = PICTURE.axis + source.length * PICTURE.lineHeight + PICTURE.margin / 2;
    const height = (graph.clientHeight || 400) + top + bottom - PICTURE.axis;
    const layout = JSON.parse(JSON.stringify(graph.layout));
    const own = Object.assign({ l: 60, r: 60, t: 20, b: 40 }, layout.margin);
    layout.margin = {
      l: Math.max(own.l, PICTURE.margin), r: Math.max(own.r, PICTURE.margin), t: own.t + top, b: bottom,
    };
    layout.width = PICTURE.width;
    layout.height = height;
    layout.autosize = false;
    layout.title = {
      text: title.join("<br>"), xref: "container", yref: "container", xanchor: "left", yanchor: "top",
      x: PICTURE.margin / PICTURE.width, y: 1 - PICTURE.margin / height, font: { size: 22 },
      subtitle: { text: subtitle.join("<br>"), font: { size: 15 } },
    };
    layout.annotations = (layout.annotations || []).concat([{
      text: source.join("<br>"), xref: "paper", yref: "paper", x: 0, y: 0, showarrow: false,
      xanchor: "left", yanchor: "top", align: "left", yshift: -PICTURE.axis, font: { size: 12 },
    }]);
    const frame = make("div", { class: "off-screen" });
    document.body.append(frame);
    try {
      await window.Plotly.newPlot(frame, JSON.parse(JSON.stringify(graph.data)), layout, {
        staticPlot: true, topojsonURL: (graph._context || {}).topojsonURL,
      });
      const url = await window.Plotly.toImage(frame, { format: form, scale: form === "png" ? 2 : 1,
        width: PICTURE.width, height });
      const blob = await (form === "svg"
        ? new Blob([decodeURIComponent(url.replace(/^data:image\/svg\+xml,/, ""))], { type: "image/svg+xml" })
        : fetchBlob(url));
      save(((table && table.filename) || card.dataset.card) + "." + form, blob);
    } finally {
      window.Plotly.purge(frame);
      frame.remove();
    }
  }

  function fetchBlob(dataUrl) {
    const [head, body] = dataUrl.split(",");
    const bytes = Uint8Array.from(window.atob(body), (character) => character.charCodeAt(0));
    return new Blob([bytes], { type: head.slice(5, head.indexOf(";")) });
  }

  async function download(card, form) {
    if (form === "csv") {
      const table = tableOf(card);
      save(table.filename + ".csv", new Blob(["\ufeff" + window.metBusinessPlan.toCsv(table)],
        { type: "text/csv;charset=utf-8" }));
      announce("Table saved as CSV.");
      return;
    }
    try {
      await picture(card, form);
      announce("Chart saved as " + form.toUpperCase() + ".");
    } catch (failure) {
      announce("The chart could not be saved as " + form.toUpperCase() + ".");
      throw failure;
    }
  }

  async function copyLink(card, button) {
    const url = new URL(window.location.href);
    url.hash = card.dataset.card;
    try {
      await navigator.clipboard.writeText(url.href);
    } catch (failure) {
      const area = make("textarea", { class: "off-screen" });
      area.value = url.href;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Link copied";
    announce("Link to this chart copied.");
    window.setTimeout(() => { button.textContent = "Copy link"; }, 2500);
  }

  document.addEventListener("click", function (event) {
    const open = document.querySelector("details.card-download[open]");
    if (open && !open.contains(event.target)) { open.removeAttribute("open"); }
    const tab = event.target.closest('[data-card] [role="tab"]');
    if (tab) { show(cardOf(tab), tab.dataset.panel, true); return; }
    const item = event.target.closest("[data-download]");
    if (item) {
      const menu = item.closest("details");
      if (menu) { menu.removeAttribute("open"); menu.querySelector("summary").focus(); }
      download(cardOf(item), item.dataset.download);
      return;
    }
    const copy = event.target.closest('[data-copy="link"]');
    if (copy) { copyLink(cardOf(copy), copy); }
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
