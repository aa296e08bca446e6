/* Data tables: drawn and sorted in the reader's browser from one JSON attribute, so that the table,
   what is saved of it (31-table-formats.js) and what a screen reader reads are the same values. */
(function () {
  "use strict";

  const { register, make, sparkline } = window.metBusinessPlan;
  const MISSING = "–";
  const SYMBOLS = { c: "suppressed: too small to publish", x: "not available", z: "not applicable" };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];

  const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  const twoDecimals = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const cellOf = (raw) => (raw !== null && typeof raw === "object" ? raw : { v: raw });
  const isZero = (text) => /^-?[0.,]+$/.test(text);
  const minus = (text) => text.replace("-", isZero(text) ? "" : "−");

  function signed(number, formatter) {
    const text = formatter.format(number);
    return (number > 0 && !isZero(text) ? "+" : "") + minus(text);
  }

  const readers = {
    text: (value) => String(value),
    count: (value) => minus(whole.format(value)),
    decimal: (value) => minus(oneDecimal.format(value)),
    hundredths: (value) => minus(twoDecimals.format(value)),
    percent: (value) => minus(oneDecimal.format(value)) + "\u00a0%",
    change: (value) => signed(value, oneDecimal) + "\u00a0%",
    difference: (value) => signed(value, whole),
    month: (value) => MONTHS[Number(value.slice(5, 7)) - 1] + " " + value.slice(0, 4),
  };

  function readable(value, type) {
    if (type === "spark") { return (value && sparkline(value, readers.count)) || MISSING; }
    return value === null || value === undefined ? MISSING : readers[type](value);
  }

  function compare(a, b, ascending) {
    if (a === null || a === undefined) { return b === null || b === undefined ? 0 : 1; }
    if (b === null || b === undefined) { return -1; }
    const order = typeof a === "number" && typeof b === "number"
      ? a - b : String(a).localeCompare(String(b), "en-GB", { numeric: true });
    return ascending ? order : -order;
  }

  function body(table, order) {
    return make("tbody", { role: "rowgroup" }, ...order.map(function (index) {
      const row = table.rows[index];
      const key = table.keys[index];
      return make("tr", { role: "row", "data-key": key || null }, ...row.map(function (raw, column) {
        const [, , type, isHeader] = table.columns[column];
        const cell = cellOf(raw);
        const number = !["text", "month", "spark"].includes(type);
        let content = readable(cell.v, type);
        if (cell.h) { content = make("a", { href: cell.h }, content); }
        const missing = cell.v === null && cell.s
          ? make("span", { class: "visually-hidden" }, " " + SYMBOLS[cell.s]) : null;
        const mark = cell.m ? make("span", { class: "cell-mark" }, " " + cell.m) : null;
        const note = cell.n ? make("span", { class: "cell-note" }, " " + cell.n) : null;
        return make(isHeader ? "th" : "td", {
          scope: isHeader ? "row" : null,
          role: isHeader ? "rowheader" : "cell",
          "data-label": table.columns[column][1],
          class: number ? "is-number" : null,
          title: cell.t || (cell.v === null && cell.s ? SYMBOLS[cell.s] : null),
        }, content, missing, mark, note);
      }));
    }));
  }

  function heading(table, state, redraw) {
    return make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...table.columns.map(function ([, label, type], column) {
      const sorted = state.column === column;
      const direction = sorted ? (state.ascending ? "ascending" : "descending") : null;
      const content = table.sortable && type !== "spark"
        ? make("button", {
          type: "button",
          class: "sort",
          onclick: function () {
            state.ascending = sorted ? !state.ascending : type === "text" || type === "month";
            state.column = column;
            redraw(column);
          },
        }, label, make("span", { class: "sort-mark", "aria-hidden": "true" },
          sorted ? (state.ascending ? "\u00a0▲" : "\u00a0▼") : "\u00a0↕"))
        : label;
      return make("th", {
        scope: "col",
        role: "columnheader",
        "aria-sort": direction,
        class: ["text", "month", "spark"].includes(type) ? null : "is-number",
      }, content);
    })));
  }

  function parse(element) {
    try {
      return JSON.parse(element.dataset.table);
    } catch (failure) {
      return null;
    }
  }

  /* How many of a table's rows are drawn: all of them where few would be left, and on paper. */
  function drawnOf(table, element) {
    const few = table.most && !element.shownWhole && !window.metBusinessPlan.onPaper &&
      table.rows.length > table.most * 1.2;
    return few ? table.most : table.rows.length;
  }

  /* The indices of the rows in the order that a reader has sorted them. */
  function orderOf(table, state) {
    const order = table.rows.map((_, index) => index);
    if (state.column !== null) {
      order.sort((a, b) => compare(cellOf(table.rows[a][state.column]).v,
        cellOf(table.rows[b][state.column]).v, state.ascending));
    }
    return order;
  }

  /* The table with all its rows, in the order on screen; null where there is none. */
  function shownTable(element) {
    const table = element && parse(element);
    if (!table || !element.sortState || element.sortState.shape !== shapeOf(table)) { return table; }
    const order = orderOf(table, element.sortState);
    return Object.assign(table, {
      rows: order.map((index) => table.rows[index]),
      keys: order.map((index) => table.keys[index]),
    });
  }

  const shapeOf = (table) => table.columns.length + " " + (table.order || "");

  function drawTable(element) {
    const table = parse(element);
    element.replaceChildren();
    if (!table) { return; }
    /* What a reader sorted by stays when the rows change, unless they now come in another order. */
    const shape = shapeOf(table);
    const state = element.sortState && element.sortState.shape === shape
      ? element.sortState : { column: null, ascending: true, shape };
    element.sortState = state;
    if (element.shownFor !== element.dataset.table) { element.shownWhole = false; }
    element.shownFor = element.dataset.table;

    function redraw(focusColumn) {
      const order = orderOf(table, state);
      const grid = make("table", { class: "table", role: "table" },
        make("caption", {}, table.caption), heading(table, state, redraw),
        body(table, order.slice(0, drawnOf(table, element))));
      const frame = make("div", {
        class: "table-frame", tabindex: "0", role: "region", "aria-label": table.caption,
      }, grid);
      const empty = table.rows.length ? null : make("p", { class: "empty" }, "No rows to show.");
      const number = table.rows.length;
      const rest = number === drawnOf(table, element) ? null : make("button", {
        type: "button",
        class: "button show-rest",
        onclick: function () {
          const first = drawnOf(table, element);
          element.shownWhole = true;
          redraw();
          const row = element.querySelectorAll("tbody tr")[first];
          const link = row.querySelector("a, button") || row;
          if (link === row) { row.setAttribute("tabindex", "-1"); }
          link.focus();
        },
      }, "Show all " + whole.format(number) + " rows");
      const source = table.source ? make("p", { class: "table-source" }, table.source) : null;
      element.replaceChildren(frame, ...[rest, empty, source].filter(Boolean));
      if (focusColumn !== undefined) {
        const buttons = element.querySelectorAll("button.sort");
        if (buttons[focusColumn]) { buttons[focusColumn].focus(); }
      }
      element.dispatchEvent(new CustomEvent("table-drawn", { bubbles: true }));
    }
    redraw();
  }

  /* Paper has every row and every card. */
  for (const [event, onPaper] of [["beforeprint", true], ["afterprint", false]]) {
    window.addEventListener(event, function () {
      window.metBusinessPlan.onPaper = onPaper;
      window.metBusinessPlan.redrawLong();
    });
  }

  register("table", drawTable, { whenSeen: true });
  window.metBusinessPlan = Object.assign(window.metBusinessPlan, {
    parseTable: parse, shownTable, readable,
  });
})();
