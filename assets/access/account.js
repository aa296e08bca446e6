/* Who is signed in: the line at the top, and the entries of reviewers and editors. The server says
   it in the page's head; the shell itself is the same for every reader. */
(function () {
  "use strict";

  const { register, make } = window.metBusinessPlan;
  const head = document.querySelector('meta[name="account"]');
  const account = head ? JSON.parse(head.content) : { name: "", role: "", token: "", rights: [] };
  window.metBusinessPlan.account = account;

  function here() {
    const prefix = document.querySelector('[data-island="account"]').dataset.signIn
      .replace(/\/sign-in$/, "");
    return window.location.pathname.slice(prefix.length) + window.location.search;
  }

  function signIn(element) {
    return make("a", {
      href: element.dataset.signIn,
      onclick: (event) => {
        event.currentTarget.href = element.dataset.signIn + "?next=" + encodeURIComponent(here());
      },
    }, "Sign in");
  }

  function signOut(element) {
    return make("form", { method: "post", action: element.dataset.signOut },
      make("input", { type: "hidden", name: "token", value: account.token }),
      make("button", { type: "submit" }, "Sign out"));
  }

  register("account", function (element) {
    if (account.name) {
      const role = account.role ? ", " + account.role : "";
      element.replaceChildren(
        make("p", {}, "Signed in as ", make("strong", {}, account.name), role), signOut(element));
    } else {
      element.replaceChildren(signIn(element));
    }
    for (const entry of document.querySelectorAll("[data-right]")) {
      entry.hidden = !account.rights.includes(entry.dataset.right);
    }
  });

  /* A session that has ended: a sentence, and the way back to this very address. */
  const ask = window.fetch;
  window.fetch = async function (...question) {
    const answer = await ask.apply(this, question);
    const address = String(typeof question[0] === "string" ? question[0] : question[0].url);
    if (answer.status === 401 && address.includes("_dash-update-component")) {
      const banner = document.getElementById("banner");
      const element = document.querySelector('[data-island="account"]');
      if (banner && element) {
        banner.hidden = false;
        banner.replaceChildren("Your session has ended, so this could not be shown. ",
          signIn(element), " to go on where you are.");
      }
      /* To Dash: nothing changes. It would take a 401 for a token that it can renew. */
      return new Response(null, { status: 204 });
    }
    return answer;
  };
}());
