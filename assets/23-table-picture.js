/* A table as a picture that stands alone, as a chart is: drawn as SVG, and from it as PNG. */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const PICTURE = { width: 1200, margin: 32, pad: 8, narrowest: 60, tallest: 8000, scale: 2 };
  const FONT = 14, LINE = 19, INK = "#12233d", SOFT = "#4a5568", RULE = "#b1b4b6";

  const brush = document.createElement("canvas").getContext("2d");

  function family() { return window.getComputedStyle(document.body).fontFamily; }

  function measure(text, size, bold) {
    brush.font = (bold ? "700 " : "") + size + "px " + family();
    return brush.measureText(text).width;
  }

  /* Lines of a text within a width; a word that is wider than that stands alone. */
  function lines(text, width, size, bold) {
    return String(text).split("\n").flatMap(function (paragraph) {
      const found = [""];
      for (const word of paragraph.split(" ")) {
        const last = found[found.length - 1];
        const longer = last ? last + " " + word : word;
        if (last && measure(longer, size, bold) > width) { found.push(word); }
        else { found[found.length - 1] = longer; }
      }
      return found;
    });
  }

  /* Widths of columns: of the longest word each, and what room is left by how much text they have,
     none wider than its longest text. */
  function columnWidths(rows, room) {
    const columns = rows[0].map((_, column) => rows.map((row, index) => [String(row[column]), index === 0]));
    const least = (parts) => Math.max(PICTURE.narrowest, ...parts) + 2 * PICTURE.pad;
    const most = columns.map((cells) => least(cells.map(([text, bold]) => measure(text, FONT, bold))));
    const widths = columns.map((cells) => least(cells.flatMap(([text, bold]) =>
      text.split(/\s/).map((word) => measure(word, FONT, bold)))));
    const weights = columns.map((cells) => cells.reduce((sum, [text]) => sum + text.length, 0));
    let left = room - widths.reduce((sum, width) => sum + width, 0);
    while (left > 1) {
      const open = widths.map((_, column) => column).filter((column) => widths[column] < most[column] - 1);
      const total = open.reduce((sum, column) => sum + weights[column], 0);
      if (!total) { break; }
      const given = open.map((column) => Math.min(most[column] - widths[column], left * weights[column] / total));
      open.forEach((column, index) => { widths[column] += given[index]; });
      left -= given.reduce((sum, width) => sum + width, 0);
    }
    return widths;
  }

  function element(tag, attributes, text) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) { made.setAttribute(name, value); }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  class Sheet {
    constructor(width) {
      this.width = width;
      this.y = PICTURE.margin;
      this.svg = element("svg", { xmlns: SVG, role: "img", "font-family": family() });
    }

    words(text, size, options) {
      if (!text) { return; }
      const { bold = false, colour = INK, gap = 6 } = options || {};
      for (const line of lines(text, this.width - 2 * PICTURE.margin, size, bold)) {
        this.y += size * 1.3;
        this.put(line, PICTURE.margin, this.y - size * 0.3, size, { bold, colour });
      }
      this.y += gap;
    }

    put(text, x, y, size, { bold = false, colour = INK, right = false }) {
      this.svg.append(element("text", {
        x, y, "font-size": size, fill: colour,
        ...(bold ? { "font-weight": 700 } : {}), ...(right ? { "text-anchor": "end" } : {}),
      }, text));
    }

    rule(strong) {
      this.svg.append(element("line", {
        x1: PICTURE.margin, x2: this.width - PICTURE.margin, y1: this.y, y2: this.y,
        stroke: strong ? INK : RULE, "stroke-width": strong ? 2 : 1,
      }));
    }

    row(cells, widths, numeric, bold) {
      const wrapped = cells.map((text, column) => lines(text, widths[column] - 2 * PICTURE.pad, FONT, bold));
      let x = PICTURE.margin;
      wrapped.forEach((found, column) => {
        found.forEach((line, index) => this.put(line,
          numeric[column] ? x + widths[column] - PICTURE.pad : x + PICTURE.pad,
          this.y + PICTURE.pad + FONT + index * LINE, FONT, { bold, right: numeric[column] }));
        x += widths[column];
      });
      this.y += Math.max(...wrapped.map((found) => found.length)) * LINE + 2 * PICTURE.pad - 2;
      this.rule(bold);
    }

    finish(title) {
      const height = Math.ceil(this.y + PICTURE.margin / 2);
      if (height > PICTURE.tallest) { throw new window.metBusinessPlan.TooLong(); }
      for (const [name, value] of Object.entries({
        width: this.width, height, viewBox: "0 0 " + this.width + " " + height,
      })) { this.svg.setAttribute(name, value); }
      this.svg.prepend(element("title", {}, title),
        element("rect", { width: this.width, height, fill: "#fff" }));
      return { text: new XMLSerializer().serializeToString(this.svg), height };
    }
  }

  /* A table that no picture can hold. */
  class TooLong extends Error {
    constructor() {
      super("The table is too long for a picture. Save it as XLSX or CSV instead.");
    }
  }

  function drawn(words) {
    const { headings, rows, numeric } = window.metBusinessPlan.readableSheet(words.table);
    const widths = columnWidths([headings, ...rows], PICTURE.width - 2 * PICTURE.margin);
    const needed = widths.reduce((sum, width) => sum + width, 0) + 2 * PICTURE.margin;
    const sheet = new Sheet(Math.max(PICTURE.width, Math.ceil(needed)));
    sheet.words(words.marking, 14, { bold: true, gap: 10 });
    sheet.words(words.title, 22, { bold: true });
    sheet.words(words.subtitle, 15, { colour: SOFT, gap: 14 });
    sheet.row(headings, widths, numeric, true);
    for (const row of rows) { sheet.row(row, widths, numeric, false); }
    sheet.y += 10;
    sheet.words(window.metBusinessPlan.symbolsOf(words.table), 12, { colour: SOFT, gap: 2 });
    sheet.words(words.source, 12, { colour: SOFT });
    sheet.words(words.marking, 12, { bold: true });
    return { width: sheet.width, ...sheet.finish(words.title) };
  }

  async function tablePicture(words, form) {
    const { text, width, height } = drawn(words);
    if (form === "svg") { return new Blob([text], { type: "image/svg+xml" }); }
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * PICTURE.scale;
    canvas.height = height * PICTURE.scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return window.metBusinessPlan.toBlob(canvas.toDataURL("image/png"));
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { tablePicture, TooLong });
})();
