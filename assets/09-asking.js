/* What the browser asks of the server: a page by its address, and a message when no answer comes. */
(function () {
  "use strict";

  /* Messages when an answer does not come: never a silent page. */
  function say(message) {
    const banner = document.getElementById("banner");
    if (!banner || (!message && banner.hidden)) { return; }
    banner.hidden = !message;
    banner.textContent = message || "";
  }

  /* The question that draws a page, as an address: so do browsers and proxies keep the answer, and
     only ask whether it is still good. Any other question stays as it is. */
  const PAGE = '{"output":".._pages_content.children..._pages_store.data.."';
  function asAddress(address, options) {
    if (!options || typeof options.body !== "string" || !options.body.startsWith(PAGE)) { return null; }
    const { inputs, state } = JSON.parse(options.body);
    if (state && state.length) { return null; }
    const given = new URLSearchParams();
    for (const { property, value } of inputs) { given.set(property, value || ""); }
    const plain = String(address).split("?")[0];
    return [`${plain}/page?${given}`, { signal: options.signal, credentials: options.credentials }];
  }

  /* Notes a question; says later whether it is still the last of its kind. */
  const asked = new Map();
  function note(options) {
    const kind = String((options || {}).body).split('"', 4)[3];
    const own = {};
    asked.set(kind, own);
    return () => asked.get(kind) === own;
  }

  const ask = window.fetch.bind(window);
  window.fetch = async function (resource, options) {
    const address = typeof resource === "string" ? resource : resource.url;
    const isUpdate = String(address).includes("_dash-update-component");
    const isLast = isUpdate ? note(options) : null;
    try {
      const page = isUpdate ? asAddress(address, options) : null;
      const answer = await (page ? ask(...page) : ask(resource, options));
      if (isUpdate) {
        if (answer.ok) {
          say("");
          const json = answer.json.bind(answer);
          answer.json = async () => {
            const changes = window.metBusinessPlan.onlyChanges(await json());
            if (isLast()) { await window.metBusinessPlan.drawAhead(changes); }
            return changes;
          };
        } else {
          let detail = "";
          try { detail = (await answer.clone().json()).error.message; } catch (ignored) { /* not ours */ }
          document.body.classList.remove("is-navigating");
          say("This could not be shown. " + (detail || "The server answered with an error.") +
            " What you see is from before; reload the page to try again.");
        }
      }
      return answer;
    } catch (failure) {
      if (isUpdate && failure.name !== "AbortError") {
        document.body.classList.remove("is-navigating");
        say("The server does not answer. What you see is from before; reload the page to try again.");
      }
      throw failure;
    }
  };
})();
