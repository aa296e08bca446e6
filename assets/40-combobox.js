/* Searchable lists with groups, after the WAI-ARIA pattern of an editable combobox. */
(function () {
  "use strict";

  const { register, make, pick } = window.metBusinessPlan;
  const simple = (text) => text.toLocaleLowerCase("en-GB").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");

  function drawCombobox(element) {
    const options = JSON.parse(element.dataset.options)
      .map(([value, label, group, indent]) => ({ value, label, group, indent }));
    const chosen = options.find((option) => option.value === element.dataset.value) || options[0];
    const existing = element.querySelector("input");
    if (existing && element.drawnOptions === element.dataset.options) {
      existing.value = chosen.label;
      return;
    }
    element.drawnOptions = element.dataset.options;
    const listId = element.id + "-list";
    const inputId = element.id + "-input";
    const input = make("input", {
      id: inputId, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
      "aria-describedby": element.id + "-hint",
      class: "combobox-input",
    });
    const list = make("ul", { id: listId, role: "listbox", class: "combobox-list", hidden: true,
      "aria-label": element.dataset.label });
    const hint = make("span", { id: element.id + "-hint", class: "visually-hidden" },
      "Searchable list: " + element.dataset.hint);
    element.replaceChildren(
      make("label", { for: inputId, class: "control-label" }, element.dataset.label),
      make("div", { class: "combobox-field" }, input,
        make("span", { class: "combobox-arrow", "aria-hidden": "true" }, "▾")),
      hint, list);
    input.value = chosen.label;
    let active = -1;
    let shown = [];

    const current = () => options.find((option) => option.value === element.dataset.value) || options[0];

    function fill(query) {
      const words = simple(query).split(/\s+/).filter(Boolean);
      const found = (text) => words.every((word) => simple(text).includes(word));
      // A group's name finds its members only where no label says the same.
      const byLabel = options.filter((option) => found(option.label));
      const byGroup = options.filter((option) => found(option.label + " " + option.group));
      shown = byLabel.length ? byLabel : byGroup;
      const rows = [];
      let group = null;
      let holder = null;
      shown.forEach(function (option, index) {
        if (option.group !== group) {
          group = option.group;
          holder = null;
          if (group) {
            const groupId = listId + "-group-" + index;
            holder = make("ul", { role: "group", "aria-labelledby": groupId, class: "combobox-group" },
              make("li", { id: groupId, role: "presentation", class: "combobox-heading" }, group));
            rows.push(make("li", { role: "presentation" }, holder));
          }
        }
        const item = make("li", {
          id: listId + "-" + index, role: "option", "data-index": index,
          "aria-selected": String(option.value === element.dataset.value),
          class: "combobox-option" + (option.indent ? " is-indented" : ""),
        }, option.label);
        if (holder) { holder.append(item); } else { rows.push(item); }
      });
      if (!shown.length) {
        rows.push(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false",
          class: "combobox-empty" }, "Nothing matches “" + query + "”"));
      }
      list.replaceChildren(...rows);
    }

    function move(index) {
      active = index;
      for (const item of list.querySelectorAll("[data-index]")) {
        const here = Number(item.dataset.index) === active;
        item.classList.toggle("is-active", here);
        if (here) {
          input.setAttribute("aria-activedescendant", item.id);
          item.scrollIntoView({ block: "nearest" });
        }
      }
      if (active < 0) { input.removeAttribute("aria-activedescendant"); }
    }

    function open(query) {
      fill(query);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      const at = shown.findIndex((option) => option.value === element.dataset.value);
      move(query ? (shown.length ? 0 : -1) : at);
    }

    function close(restore) {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      active = -1;
      if (restore) { input.value = current().label; }
    }

    function choose(option) {
      close(false);
      input.value = option.label;
      if (option.value === element.dataset.value) { return; }
      element.dataset.value = option.value;
      if (element.dataset.navigate) { pick(element.dataset.navigate, option.value); }
      if (element.dataset.target) {
        window.dash_clientside.set_props(JSON.parse(element.dataset.target), { value: option.value });
      }
    }

    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (list.hidden) { open(""); } });
    input.addEventListener("input", () => open(input.value));
    input.addEventListener("blur", () => close(true));
    input.addEventListener("keydown", function (event) {
      const isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) { open(""); return; }
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (shown.length) { move((active + step + shown.length) % shown.length); }
      } else if ((event.key === "Home" || event.key === "End") && isOpen && event.ctrlKey) {
        event.preventDefault();
        move(event.key === "Home" ? 0 : shown.length - 1);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (isOpen && active >= 0) { choose(shown[active]); } else if (!isOpen) { open(""); }
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        event.stopPropagation();
        close(true);
        input.select();
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", function (event) {
      const item = event.target.closest("[data-index]");
      if (item) { choose(shown[Number(item.dataset.index)]); }
    });
  }

  register("combobox", drawCombobox);
})();
