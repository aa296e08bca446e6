/* A chart as a picture that stands alone: title, subtitle, source, date and marking are part of it. */
(function () {
  "use strict";

  const { make, fittedTo } = window.metBusinessPlan;
  const PICTURE = { width: 1200, margin: 32, lineHeight: 20, titleHeight: 28, axis: 44, scale: 2 };

  const LINE = 140;

  function wrap(words, longest) {
    const lines = [""];
    for (const word of words.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && (last + " " + word).length > longest) { lines.push(word); }
      else { lines[lines.length - 1] = last ? last + " " + word : word; }
    }
    return lines;
  }

  const plain = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

  /* The key of a map, some entries a line; without it the picture could not be read. */
  function mapKey(card) {
    const items = [...card.querySelectorAll(".map-key li")].map(function (item) {
      const [swatch, words] = item.children;
      const [said] = words.childNodes;
      return '<span style="color:' + swatch.style.backgroundColor + '">■</span> ' + plain(said.textContent);
    });
    const lines = [];
    while (items.length) { lines.push(items.splice(0, 5).join("\u2003")); }
    return lines;
  }

  /* What the badges in a chart mean, as many on a line as there is room for. */
  function badgeKey(card) {
    const lines = [];
    for (const item of card.querySelectorAll(".chart-key li")) {
      const said = [...item.childNodes].map((part) => part.textContent).join(" ");
      const last = lines.length - 1;
      if (last >= 0 && (lines[last] + said).length < LINE) { lines[last] += "\u2003" + said; }
      else { lines.push(...wrap(said, LINE)); }
    }
    return lines.map(plain);
  }

  function annotation(text, place) {
    return Object.assign({
      text, xref: "paper", yref: "paper", x: 0, showarrow: false, xanchor: "left", align: "left",
      font: { size: 12 },
    }, place);
  }

  function framed(graph, card, words) {
    const title = wrap(words.title, 80).map(plain);
    const subtitle = wrap(words.subtitle, 130).map(plain);
    const mark = words.marking ? ["<b>" + plain(words.marking) + "</b>"] : [];
    const foot = [...mapKey(card), ...badgeKey(card), ...wrap(words.source, LINE).map(plain), ...mark];
    const markHeight = mark.length * PICTURE.titleHeight;
    const top = PICTURE.margin + markHeight + title.length * PICTURE.titleHeight +
      subtitle.length * PICTURE.lineHeight + 12;
    const bottom = PICTURE.axis + foot.length * PICTURE.lineHeight + PICTURE.margin / 2;
    /* A picture has room for what a phone leaves out. */
    const layout = JSON.parse(JSON.stringify(fittedTo(graph, PICTURE.width)));
    const own = Object.assign({ l: 60, r: 60, t: 20, b: 40 }, layout.margin);
    const left = Math.max(own.l, PICTURE.margin);
    const axis = Math.max(own.b, PICTURE.axis);
    const height = (graph.clientHeight || 400) + top + bottom - PICTURE.axis;
    layout.margin = {
      l: left, r: Math.max(own.r, PICTURE.margin), t: own.t + top, b: bottom - PICTURE.axis + axis,
    };
    Object.assign(layout, { width: PICTURE.width, height: height + axis - PICTURE.axis, autosize: false });
    layout.title = {
      text: title.join("<br>"), xref: "container", yref: "container", xanchor: "left", yanchor: "top",
      x: PICTURE.margin / PICTURE.width, y: 1 - (PICTURE.margin + markHeight) / layout.height,
      font: { size: 22 }, subtitle: { text: subtitle.join("<br>"), font: { size: 15 } },
    };
    const shift = PICTURE.margin - left;
    layout.annotations = (layout.annotations || []).concat(
      mark.map((text) => annotation(text, {
        y: 1, yanchor: "bottom", xshift: shift, yshift: own.t + top - PICTURE.margin - 8, font: { size: 14 },
      })),
      [annotation(foot.join("<br>"), { y: 0, yanchor: "top", xshift: shift, yshift: -axis })],
    );
    return layout;
  }

  function toBlob(dataUrl) {
    const [head, body] = dataUrl.split(",");
    const bytes = Uint8Array.from(window.atob(body), (character) => character.charCodeAt(0));
    return new Blob([bytes], { type: head.slice(5, head.indexOf(";")) });
  }

  /* The chart of a card as PNG, twice as large as on screen, or as SVG. */
  async function chartPicture(card, words, form) {
    const graph = card.querySelector(".js-plotly-plot");
    if (!graph || !window.Plotly) { throw new Error("The chart is not drawn yet."); }
    const layout = framed(graph, card, words);
    const frame = make("div", { class: "off-screen" });
    document.body.append(frame);
    try {
      await window.Plotly.newPlot(frame, structuredClone(graph.data), layout, {
        staticPlot: true, topojsonURL: (graph._context || {}).topojsonURL,
      });
      const url = await window.Plotly.toImage(frame, {
        format: form, scale: form === "png" ? PICTURE.scale : 1,
        width: layout.width, height: layout.height,
      });
      if (form === "png") { return toBlob(url); }
      const text = decodeURIComponent(url.replace(/^data:image\/svg\+xml,/, ""));
      return new Blob([text], { type: "image/svg+xml" });
    } finally {
      window.Plotly.purge(frame);
      frame.remove();
    }
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { chartPicture, toBlob });
})();
