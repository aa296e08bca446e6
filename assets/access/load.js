/* Loading files: choosing or dropping them, sending them one by one, then checking and loading. */
(function () {
  "use strict";

  const { register, make, account } = window.metBusinessPlan;
  const state = { files: [], job: null, base: "" };
  const byId = (id) => document.getElementById(id);

  const size = (bytes) => (bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) + " kB"
    : (bytes / 1e6).toFixed(1) + " MB");

  function say(text, wrong) {
    const said = byId("load-said");
    if (!said) { return; }
    said.textContent = text;
    said.classList.toggle("is-wrong", Boolean(wrong));
  }

  /* Ask for a change; what is refused becomes an error with the server's sentence. */
  async function change(method, path, body) {
    const answer = await fetch(state.base + path, {
      method,
      headers: { "X-CSRF-Token": account.token, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status === 204) { return {}; }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) { throw new Error(refusal(answer.status, said)); }
    return said;
  }

  function refusal(status, said) {
    const message = said.error ? said.error.message : "The server answered with an error.";
    return status === 401 ? message + " Sign in again, then choose the files again." : message;
  }

  /* Send one file as it is; XMLHttpRequest is what tells how much of it has gone. */
  function send(file, onProgress) {
    return new Promise(function (done, failed) {
      const request = new XMLHttpRequest();
      request.open("PUT",
        state.base + "/jobs/" + state.job + "/files?name=" + encodeURIComponent(file.name));
      request.setRequestHeader("X-CSRF-Token", account.token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = (event) => onProgress(event.loaded);
      request.onload = function () {
        if (request.status < 300) { done(); return; }
        let said = {};
        try { said = JSON.parse(request.responseText); } catch (ignored) { /* not ours */ }
        failed(new Error(refusal(request.status, said)));
      };
      request.onerror = () => failed(new Error("The server does not answer."));
      request.send(file);
    });
  }

  function watch(job) {
    state.job = job;
    window.dash_clientside.set_props("load-job", { data: { id: job, asked: Date.now() } });
    window.dash_clientside.set_props("load-poll", { disabled: false });
  }

  async function check(form) {
    if (!state.files.length) {
      say("Choose a file first.", true);
      form.querySelector("input[type=file]").focus();
      return;
    }
    const button = form.querySelector("[type=submit]");
    const bar = form.querySelector("progress");
    const whole = state.files.reduce((sum, file) => sum + file.size, 0) || 1;
    button.disabled = true;
    bar.hidden = false;
    try {
      state.job = (await change("POST", "/jobs", {})).job;
      let gone = 0;
      for (const file of state.files) {
        say("Sending " + file.name);
        await send(file, (loaded) => { bar.value = (gone + loaded) / whole; });
        gone += file.size;
      }
      await change("POST", "/jobs/" + state.job + "/check", {
        correction: form.querySelector("[name=correction]").checked,
        afresh: form.querySelector("[name=afresh]").checked,
      });
      say("");
      watch(state.job);
    } catch (fault) {
      say(fault.message, true);
      if (state.job) { change("DELETE", "/jobs/" + state.job).catch(() => {}); }
    }
    button.disabled = false;
    bar.hidden = true;
    bar.value = 0;
  }

  function list(form) {
    const listed = form.querySelector(".load-files");
    listed.replaceChildren(...state.files.map((file, place) => make("li", {},
      make("span", {}, file.name + " (" + size(file.size) + ")"),
      make("button", {
        type: "button", class: "button-quiet", "aria-label": "Leave out " + file.name,
        onclick: () => {
          state.files.splice(place, 1);
          list(form);
          form.querySelector("input[type=file]").focus();
        },
      }, "Leave out"))));
    const count = state.files.length;
    say(count ? count + (count === 1 ? " file" : " files") + " chosen" : "");
  }

  function take(form, files) {
    for (const file of files) {
      state.files = state.files.filter((known) => known.name !== file.name).concat(file);
    }
    list(form);
  }

  const tick = (name, text) => make("label", { class: "load-tick" },
    make("input", { type: "checkbox", name }), make("span", {}, text));

  register("load-form", function (element) {
    state.base = element.dataset.value;
    state.files = [];
    const input = make("input", {
      type: "file", multiple: true, id: "load-input", accept: ".csv,.xlsx,.txt",
      onchange: () => { take(form, input.files); input.value = ""; },
    });
    const form = make("form", {
      class: "load-form", novalidate: true,
      onsubmit: (event) => { event.preventDefault(); check(form); },
      ondragover: (event) => { event.preventDefault(); form.classList.add("is-over"); },
      ondragleave: () => form.classList.remove("is-over"),
      ondrop: (event) => {
        event.preventDefault();
        form.classList.remove("is-over");
        take(form, event.dataTransfer.files);
      },
    },
    make("div", { class: "load-drop" },
      make("label", { for: "load-input" }, "Files"), input,
      make("p", { class: "load-hint" }, "Or drop them here.")),
    make("ul", { class: "load-files" }),
    make("details", {}, make("summary", {}, "Special cases"),
      tick("correction", "A board, figures or claims correct a quarter that is loaded"),
      tick("afresh", "Build recorded crime, knife crime by area and population from these files alone")),
    make("div", { class: "load-send" },
      make("button", { type: "submit", class: "button-first" }, "Check the files"),
      make("progress", { max: 1, value: 0, hidden: true, "aria-label": "Sent" })),
    make("p", { id: "load-said", class: "load-said", role: "status" }));
    element.replaceChildren(form);
  });

  /* What came of it takes the focus, so that whoever cannot see it hears it. */
  register("load-result", function (element) {
    const title = element.querySelector("#load-result");
    if (title) { title.focus(); }
    const form = document.querySelector("#load-form form");
    if (form && ["loaded", "unchanged"].includes(element.dataset.value)) {
      state.files = [];
      list(form);
    }
  });

  register("load-confirm", function (element) {
    const kinds = JSON.parse(element.dataset.options);
    const said = make("p", { class: "load-said", role: "alert" });
    const form = make("form", {
      class: "load-form", novalidate: true,
      onsubmit: async function (event) {
        event.preventDefault();
        const ticked = [...form.querySelectorAll("input:checked")].map((each) => each.name);
        if (ticked.length < kinds.length) {
          said.textContent = "Look at what is to confirm, and tick each box that is right.";
          said.classList.add("is-wrong");
          form.querySelector("input:not(:checked)").focus();
          return;
        }
        const button = form.querySelector("[type=submit]");
        button.disabled = true;
        try {
          await change("POST", "/jobs/" + state.job + "/load", { accept: ticked });
          watch(state.job);
        } catch (fault) {
          said.textContent = fault.message;
          said.classList.add("is-wrong");
          button.disabled = false;
        }
      },
    },
    kinds.length ? make("fieldset", {}, make("legend", {}, "I have looked at these:"),
      ...kinds.map(([name, text]) => tick(name, text))) : null,
    make("button", { type: "submit", class: "button-first" }, "Load the files"), said);
    element.replaceChildren(form);
  });

  /* Going back asks once more, in a dialog that the keyboard reaches and leaves. */
  async function goBack(release) {
    try {
      watch((await change("POST", "/rollback", { release })).job);
    } catch (fault) {
      say(fault.message, true);
    }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-release]");
    if (!button || !button.closest("[data-island=load-releases]")) { return; }
    const release = button.dataset.release;
    const dialog = make("dialog", { class: "load-dialog", "aria-labelledby": "load-dialog-title" },
      make("h2", { id: "load-dialog-title", class: "card-title" },
        "Go back to release " + release + "?"),
      make("p", {}, "Every page then shows its figures within seconds. Nothing is removed: you can " +
        "go forward again in the same way."),
      make("form", { method: "dialog", class: "load-send" },
        make("button", { class: "button-first", value: "yes" }, "Go back to it"),
        make("button", { class: "button-quiet", value: "no" }, "Leave it as it is")));
    dialog.addEventListener("close", function () {
      if (dialog.returnValue === "yes") { goBack(release); }
      dialog.remove();
      button.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}());
