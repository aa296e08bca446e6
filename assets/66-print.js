/* What paper needs of a page: the marking at the top and foot of every sheet. */
(function () {
  "use strict";

  const { register } = window.metBusinessPlan;

  /* A text as a CSS string, for the boxes in a sheet's margin (@page in 58-print.css). */
  function cssString(text) {
    const escaped = Array.from(text, (letter) => /[\p{L}\p{N} ]/u.test(letter)
      ? letter : "\\" + letter.codePointAt(0).toString(16) + " ").join("");
    return '"' + escaped + '"';
  }

  function onSheets(name, text) {
    document.documentElement.style.setProperty(name, cssString(text));
  }

  register("marking", function (element) { onSheets("--sheet-marking", element.dataset.value); });
})();
