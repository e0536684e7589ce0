// Adds to pages that work without it: a live list of words under a field. Nothing is sent elsewhere.
"use strict";

(() => {
  let number = 0;

  function live(field) {
    const list = document.createElement("ul");
    list.className = "list";
    list.id = `ord-${(number += 1)}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.listName);
    list.hidden = true;
    field.after(list);
    Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    }).forEach(([name, value]) => field.setAttribute(name, value));
    field.autocomplete = "off";
    // The list comes by itself, so the step without a script is not needed.
    field.closest(".row").querySelectorAll("button[name=finn]").forEach((button) => { button.hidden = true; });
    let at = -1;
    let waiting = 0;
    let asked = 0;

    function close() {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function move(to) {
      const options = [...list.children];
      if (!options.length) return;
      at = (to + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
      field.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }

    function take(option) {
      field.value = option.textContent;
      close();
      field.focus();
    }

    async function ask() {
      const text = field.value.trim();
      const mine = (asked += 1);
      if (text.length < 2) return close();
      const answer = await fetch(`/ord?falt=${field.dataset.words}&q=${encodeURIComponent(text)}`);
      if (!answer.ok || mine !== asked || document.activeElement !== field) return undefined;
      const found = (await answer.json()).words;
      list.replaceChildren(...found.map((word, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = word;
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(option); });
        return option;
      }));
      list.hidden = found.length === 0;
      field.setAttribute("aria-expanded", String(found.length > 0));
      at = -1;
      return undefined;
    }

    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); move(at + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); move(at - 1); }
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(list.children[at]); }
    });
  }

  document.querySelectorAll("input[data-words]").forEach(live);
  document.querySelectorAll("button[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
