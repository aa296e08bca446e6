/* A page that was opened before the data changed says so, once an answer on it is from later data. */
(function () {
  "use strict";
  const NAME = "X-Data-Release";
  const ask = window.fetch;
  let first = null;

  function say() {
    const note = document.createElement("aside");
    note.className = "release-note";
    note.setAttribute("role", "status");
    document.body.append(note);
    const text = document.createElement("p");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Show the new figures";
    again.addEventListener("click", () => window.location.reload());
    /* A live region reads out what comes into it after it is there. */
    window.setTimeout(() => {
      text.textContent = "New data have been loaded since this page was opened.";
      note.append(text, again);
    }, 50);
  }

  window.fetch = function (...question) {
    const answer = ask.apply(this, question);
    answer.then((response) => {
      const release = response.headers.get(NAME);
      if (!release) { return; }
      if (first === null) { first = release; return; }
      if (release !== first && !document.querySelector(".release-note")) { say(); }
    }, () => {});
    return answer;
  };
}());
