/* The clipboard: a table as a table, an address as text. Where a page is not served over TLS,
   browsers have no asynchronous clipboard; then the older way is taken. */
(function () {
  "use strict";

  /* The older way: a copy that the page itself fills. Tells whether the browser allowed it. */
  function copyByEvent(formats) {
    let filled = false;
    function fill(event) {
      for (const [type, text] of Object.entries(formats)) { event.clipboardData.setData(type, text); }
      event.preventDefault();
      filled = true;
    }
    document.addEventListener("copy", fill, { once: true });
    try {
      return document.execCommand("copy") && filled;
    } finally {
      document.removeEventListener("copy", fill);
    }
  }

  /* Put texts of several types on the clipboard. Tells whether they are there. */
  async function copy(formats) {
    if (navigator.clipboard && window.ClipboardItem) {
      const blobs = Object.entries(formats).map(([type, text]) => [type, new Blob([text], { type })]);
      try {
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        return true;
      } catch (refused) {
        /* Not allowed, or not asked by a person: the older way may still be. */
      }
    }
    return copyByEvent(formats);
  }

  window.metBusinessPlan = Object.assign(window.metBusinessPlan, { copy });
})();
