/* Tables as CSV, as HTML for Word and Outlook, as text with tabs, and as rows for a workbook:
   always of the rows on screen, in their order. What a spreadsheet could take for a formula is made
   harmless as data/spreadsheet_text.py does it. */
(function () {
  "use strict";

  const RISKY = /^(?:[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])/;
  const PLAIN_NUMBER = /^[+-]?\d[\d,]*(\.\d+)?\s?%?$/;
  const NOTES = "Notes";
  const SYMBOLS = {
    "[c]": "suppressed: too small to publish",
    "[x]": "not available",
    "[z]": "not applicable",
    "[p]": "provisional: the newest figures, which will rise as records are completed",
  };
  const TEXTS = ["text", "month"];

  const cellOf = (raw) => (raw !== null && typeof raw === "object" && !Array.isArray(raw) ? raw : { v: raw });
  const nothing = (value) => value === null || value === undefined;

  function harmless(text) {
    return RISKY.test(text) && !PLAIN_NUMBER.test(text) ? "'" + text : text;
  }

  /* A field of a CSV: a number as it is, a text made harmless, in quotes where it has to be. */
  function field(value) {
    if (nothing(value)) { return ""; }
    if (typeof value === "number") { return String(value); }
    const text = harmless(String(value));
    return /[",;\n\r\t]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  const kept = (table) => table.columns.map((column, place) => place)
    .filter((place) => table.columns[place][2] !== "spark");

  /* The table as CSV: header row first, raw numbers, one symbol column for what is missing. */
  function toCsv(table) {
    const places = kept(table);
    const header = [...places.map((place) => table.columns[place][0]), "symbol", "note"];
    const lines = table.rows.map(function (row) {
      const cells = places.map((place) => cellOf(row[place]));
      const symbol = cells.map((cell) => cell.s).filter(Boolean)[0] || "";
      const note = cells.map((cell) => cell.n).filter(Boolean).join("; ");
      return [...cells.map((cell) => cell.v), symbol, note];
    });
    return [header, ...lines].map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
  }

  /* What the cells of a row are marked with, each with its column where several are. */
  function noteOf(columns, cells) {
    const said = cells.flatMap((cell, index) => [cell.m, cell.n]
      .filter((text) => text && /[\p{L}\p{N}]/u.test(text))
      .map((text) => [columns[index][1], text.startsWith("provisional") ? "[p] " + text : text]));
    const several = new Set(said.map(([label]) => label)).size > 1;
    return said.map(([label, text]) => (several ? label + ": " + text : text)).join("; ");
  }

  /* The rows of a workbook: numbers unrounded, symbols for what is missing, notes in a column of
     their own; as components/workbook/sheets.py has them. */
  function sheetOf(table) {
    const places = kept(table);
    const columns = places.map((place) => table.columns[place]);
    const rows = [], notes = [];
    for (const row of table.rows) {
      const cells = places.map((place) => cellOf(row[place]));
      rows.push(cells.map(function (cell, index) {
        if (!nothing(cell.v)) { return cell.v; }
        return cell.s || !TEXTS.includes(columns[index][2]) ? "[" + (cell.s || "x") + "]" : null;
      }));
      notes.push(noteOf(columns, cells));
    }
    const headings = columns.map(([, label]) => label);
    const types = columns.map(([, , type]) => type);
    if (notes.some(Boolean)) {
      headings.push(NOTES);
      types.push("text");
      rows.forEach((row, index) => row.push(notes[index] || null));
    }
    return { headings: unique(headings), types, rows };
  }

  function unique(labels) {
    const taken = new Set();
    return labels.map(function (label, index) {
      const plain = label.replace(/\s+/g, " ").trim() || "Column " + (index + 1);
      let name = plain;
      for (let number = 2; taken.has(name.toLowerCase()); number += 1) { name = plain + " " + number; }
      taken.add(name.toLowerCase());
      return name;
    });
  }

  /* The same rows as they are read on screen. */
  function readableSheet(table) {
    const { headings, types, rows } = sheetOf(table);
    const read = window.metBusinessPlan.readable;
    return {
      headings,
      numeric: types.map((type) => !TEXTS.includes(type)),
      rows: rows.map((row) => row.map(function (value, index) {
        if (nothing(value)) { return ""; }
        const isSymbol = typeof value === "string" && value in SYMBOLS;
        return isSymbol ? value : read(value, types[index]);
      })),
    };
  }

  /* What the symbols mean that a table has. */
  function symbolsOf(table) {
    const texts = sheetOf(table).rows.flat().filter((value) => typeof value === "string");
    const found = Object.entries(SYMBOLS).filter(([mark]) =>
      texts.some((text) => text === mark || (mark === "[p]" && text.includes(mark))));
    return found.length ? "Symbols: " + found.map((pair) => pair.join(" ")).join("; ") + "." : "";
  }

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  /* A number with signs that a spreadsheet takes for a number, and Word shows as one. */
  const parsable = (text) => text.replaceAll("−", "-").replaceAll("\u00a0%", "%");

  /* The table as HTML for the clipboard, with its words above and below. */
  function toHtml(words) {
    const { headings, rows, numeric } = readableSheet(words.table);
    const cell = (tag, text, index) => "<" + tag + (numeric[index] ? ' align="right"' : ' align="left"') +
      ">" + escaped(numeric[index] && tag === "td" ? parsable(text) : harmless(text)) + "</" + tag + ">";
    const line = (tag, row) => "<tr>" + row.map((text, index) => cell(tag, text, index)).join("") + "</tr>";
    const said = (text) => (text ? "<p>" + escaped(harmless(text)) + "</p>" : "");
    return said(words.marking) + "<p><b>" + escaped(harmless(words.title)) + "</b></p>" + said(words.subtitle) +
      '<table border="1" cellspacing="0" cellpadding="4"><thead>' + line("th", headings) + "</thead><tbody>" +
      rows.map((row) => line("td", row)).join("") + "</tbody></table>" +
      said(symbolsOf(words.table)) + said(words.source);
  }

  /* The table as text with tabs, for a spreadsheet: numbers unrounded. */
  function toTsv(table) {
    const { headings, rows } = sheetOf(table);
    const cell = (value) => (nothing(value) ? "" : typeof value === "number" ? String(value)
      : harmless(String(value).replace(/[\t\r\n]+/g, " ")));
    return [headings, ...rows].map((row) => row.map(cell).join("\t")).join("\r\n") + "\r\n";
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, {
    toCsv, toHtml, toTsv, sheetOf, readableSheet, symbolsOf, isRisky: (text) => RISKY.test(text),
  });
})();
