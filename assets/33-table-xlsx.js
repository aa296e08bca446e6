/* A table as an Excel workbook of one sheet, made in the browser: as components/workbook makes them,
   with the title first, one marked table, symbols for what is missing, and texts that stay texts. */
(function () {
  "use strict";

  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const FORMATS = {
    count: "#,##0", decimal: "#,##0.0", hundredths: "#,##0.00", percent: '0.0"%"',
    change: '+0.0"%";-0.0"%";0.0"%"', difference: "+#,##0;-#,##0;0", month: "mmmm yyyy",
  };
  const TYPES = Object.keys(FORMATS);
  const FIRST_FORMAT = 164;
  const PLAIN = 0, TITLE = 1, BOLD = 2, WRAPPED = 3, RIGHT = 4, QUOTED = 5, FIRST_NUMBER = 6;
  const LONGEST = 32767, WIDEST = 60, NARROWEST = 10;
  /* eslint-disable-next-line no-control-regex -- characters that XML does not have */
  const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;

  function escaped(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  }

  /* A text that a cell can hold: as data/spreadsheet_text.py makes it. */
  function writable(text) {
    const whole = String(text).replace(/\r\n?/g, "\n").replace(NO_XML, "\ufffd");
    return whole.length <= LONGEST ? whole : whole.slice(0, LONGEST - 1) + "…";
  }

  function letters(number) {
    let found = "";
    for (let rest = number; rest; rest = Math.floor((rest - 1) / 26)) {
      found = String.fromCharCode(65 + ((rest - 1) % 26)) + found;
    }
    return found;
  }

  /* Days as Excel counts them, of the first day of a month. */
  const serial = (month) => Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1, 1) / 864e5 + 25569;

  const isMonth = (value, type) => type === "month" && /^\d{4}-\d{2}$/.test(value);

  function cell(place, value, type, style) {
    if (value === null || value === undefined || value === "") { return ""; }
    const number = typeof value === "number" ? value : isMonth(value, type) ? serial(value) : null;
    if (number !== null) {
      const own = TYPES.includes(type) ? FIRST_NUMBER + TYPES.indexOf(type) : PLAIN;
      return '<c r="' + place + '" s="' + own + '"><v>' + number + "</v></c>";
    }
    /* A text that begins like a formula is marked, so that it stays a text when someone edits it. */
    const own = window.metBusinessPlan.isRisky(String(value)) ? QUOTED : style;
    return '<c r="' + place + '" t="inlineStr" s="' + own + '"><is><t xml:space="preserve">' +
      escaped(writable(value)) + "</t></is></c>";
  }

  function widths(sheet) {
    return sheet.headings.map(function (label, column) {
      const long = Math.max(...sheet.rows.map((row) => (row[column] === null ? 0
        : sheet.types[column] === "month" ? 14 : String(row[column]).slice(0, 200).length)), 0);
      const words = Math.max(...label.split(" ").map((word) => word.length)) + 3;
      return Math.min(WIDEST, Math.max(NARROWEST, long + 2, words, Math.floor(label.length / 2)));
    });
  }

  function styles() {
    const font = (rest) => '<font>' + rest + '<name val="Arial"/><family val="2"/></font>';
    const format = (id, font_, rest) => '<xf numFmtId="' + id + '" fontId="' + font_ +
      '" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"' +
      (rest ? ">" + rest + "</xf>" : "/>");
    const aligned = (rest) => "<alignment " + rest + ' vertical="top"/>';
    const list = [
      format(0, 0), format(0, 1), format(0, 2, aligned('wrapText="1"')), format(0, 0, aligned('wrapText="1"')),
      format(0, 0, aligned('horizontal="right"')),
      format(0, 0, aligned('wrapText="1"')).replace("<xf ", '<xf quotePrefix="1" '),
      ...TYPES.map((type, index) => format(FIRST_FORMAT + index, 0,
        aligned('horizontal="' + (type === "month" ? "left" : "right") + '"'))),
    ];
    return HEAD + '<styleSheet xmlns="' + MAIN + '"><numFmts count="' + TYPES.length + '">' +
      TYPES.map((type, index) => '<numFmt numFmtId="' + (FIRST_FORMAT + index) + '" formatCode="' +
        escaped(FORMATS[type]) + '"/>').join("") + '</numFmts><fonts count="3">' +
      font('<sz val="11"/>') + font('<b/><sz val="15"/>') + font('<b/><sz val="11"/>') +
      '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>' +
      '<fill><patternFill patternType="gray125"/></fill></fills>' +
      "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>" +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      '<cellXfs count="' + list.length + '">' + list.join("") + "</cellXfs>" +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
  }

  function worksheet(sheet, lines, reference) {
    const top = lines.length + 1;
    const line = (number, cells) => '<row r="' + number + '">' + cells.join("") + "</row>";
    const above = lines.map((text, index) => line(index + 1,
      [cell("A" + (index + 1), text, "text", index ? PLAIN : TITLE)]));
    const header = line(top, sheet.headings.map((label, column) =>
      cell(letters(column + 1) + top, label, "text", BOLD)));
    const rows = sheet.rows.map((row, index) => line(top + 1 + index, row.map(function (value, column) {
      const type = sheet.types[column];
      const style = type === "text" || type === "month" ? WRAPPED : RIGHT;
      return cell(letters(column + 1) + (top + 1 + index), value, type, style);
    })));
    return HEAD + '<worksheet xmlns="' + MAIN + '" xmlns:r="' + OFFICE + '">' +
      '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="' + top + '" topLeftCell="A' + (top + 1) +
      '" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>' +
      widths(sheet).map((width, column) => '<col min="' + (column + 1) + '" max="' + (column + 1) +
        '" width="' + width + '" customWidth="1"/>').join("") + "</cols><sheetData>" +
      [...above, header, ...rows].join("") +
      '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
      (reference ? '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' : "") + "</worksheet>";
  }

  function tablePart(sheet, reference) {
    return HEAD + '<table xmlns="' + MAIN + '" id="1" name="Table_1" displayName="Table_1" ref="' + reference +
      '" totalsRowShown="0"><autoFilter ref="' + reference + '"/><tableColumns count="' + sheet.headings.length + '">' +
      sheet.headings.map((label, index) => '<tableColumn id="' + (index + 1) + '" name="' +
        escaped(writable(label)) + '"/>').join("") +
      '</tableColumns><tableStyleInfo name="TableStyleLight1" showRowStripes="1"/></table>';
  }

  function relations(...targets) {
    return HEAD + '<Relationships xmlns="' + PACKAGE + '/relationships">' + targets.map(([type, target], index) =>
      '<Relationship Id="rId' + (index + 1) + '" Type="' + type + '" Target="' + target + '"/>').join("") +
      "</Relationships>";
  }

  function contentTypes(marked) {
    const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const part = (name, type) => '<Override PartName="' + name + '" ContentType="' + type + '"/>';
    return HEAD + '<Types xmlns="' + PACKAGE + '/content-types"><Default Extension="rels" ContentType="' +
      'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
      part("/xl/workbook.xml", kind + "sheet.main+xml") + part("/xl/worksheets/sheet1.xml", kind + "worksheet+xml") +
      part("/xl/styles.xml", kind + "styles+xml") + (marked ? part("/xl/tables/table1.xml", kind + "table+xml") : "") +
      part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") + "</Types>";
  }

  function properties(words) {
    return HEAD + '<cp:coreProperties xmlns:cp="' + PACKAGE + '/metadata/core-properties" ' +
      'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + escaped(writable(words.title)) +
      "</dc:title><dc:creator>Met Business Plan dashboard</dc:creator><dc:language>en-GB</dc:language>" +
      "</cp:coreProperties>";
  }

  /* The name of the sheet: what the file's name begins with, in words. */
  function sheetName(words) {
    const what = words.name.split("_")[0].replaceAll("-", " ").slice(0, 31).trim() || "Table";
    return what[0].toUpperCase() + what.slice(1);
  }

  function toXlsx(words) {
    const { sheetOf, symbolsOf, zip } = window.metBusinessPlan;
    const sheet = sheetOf(words.table);
    const lines = [words.title, words.marking, words.subtitle, words.source, symbolsOf(words.table)]
      .filter(Boolean).map((text) => text.replace(/\s+/g, " "));
    const top = lines.length + 1;
    const marked = sheet.rows.length > 0;
    const reference = marked && "A" + top + ":" + letters(sheet.headings.length) + (top + sheet.rows.length);
    return zip([
      ["[Content_Types].xml", contentTypes(marked)],
      ["_rels/.rels", relations([OFFICE + "/officeDocument", "xl/workbook.xml"],
        [PACKAGE + "/relationships/metadata/core-properties", "docProps/core.xml"])],
      ["docProps/core.xml", properties(words)],
      ["xl/workbook.xml", HEAD + '<workbook xmlns="' + MAIN + '" xmlns:r="' + OFFICE + '"><sheets><sheet name="' +
        escaped(sheetName(words)) + '" sheetId="1" r:id="rId1"/></sheets></workbook>'],
      ["xl/_rels/workbook.xml.rels", relations([OFFICE + "/worksheet", "worksheets/sheet1.xml"],
        [OFFICE + "/styles", "styles.xml"])],
      ["xl/styles.xml", styles()],
      ["xl/worksheets/sheet1.xml", worksheet(sheet, lines, reference)],
      ...(marked ? [
        ["xl/worksheets/_rels/sheet1.xml.rels", relations([OFFICE + "/table", "../tables/table1.xml"])],
        ["xl/tables/table1.xml", tablePart(sheet, reference)],
      ] : []),
    ], TYPE);
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { toXlsx });
})();
