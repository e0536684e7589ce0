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

  // Asks the server what the form says so far, and shows the answer beside it.
  function feedback(form) {
    const here = form.querySelector("[data-feedback-here]");
    let waiting = 0;
    let asked = 0;

    async function ask() {
      const mine = (asked += 1);
      const answer = await fetch(form.dataset.feedback, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok || mine !== asked) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      here.replaceChildren(...found.body.childNodes);
    }

    // The answer comes by itself, so the step without a script is not needed.
    form.querySelectorAll("button[name=rakna]").forEach((button) => { button.hidden = true; });
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 400); });
    // A link to a field that is folded opens what it is folded in.
    here.addEventListener("click", (event) => {
      const name = event.target.closest("a")?.getAttribute("href")?.slice(1);
      document.getElementById(name)?.closest("details")?.setAttribute("open", "");
    });
  }

  // Reads the page again while something is being worked out, and shows it when it is there.
  function wait(note) {
    setTimeout(async () => {
      const answer = await fetch(location.href).catch(() => null);
      const page = answer && answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      const next = page && page.querySelector("[data-wait]");
      if (page && !next) return location.replace(location.href);
      const said = next && next.querySelector("[role=status]").textContent;
      const here = note.querySelector("[role=status]");
      if (said && here.textContent !== said) here.textContent = said;
      return wait(note);
    }, 2000);
  }

  // A slider beside each weight: the others share what is left, so that all together are 100.
  function weigh(form) {
    const fields = [...form.querySelectorAll("input[data-weight]")];
    const base = fields.map((field) => Number(field.dataset.weight));
    const moved = new Set();
    const sum = document.createElement("p");
    sum.setAttribute("role", "status");
    sum.className = "sum";
    const number = (field) => Number(field.value.replace(",", "."));
    const write = (value) => String(Math.round(value * 2) / 2).replace(".", ",");
    const sliders = fields.map((field) => {
      const slider = document.createElement("input");
      Object.assign(slider, { type: "range", min: 0, max: 100, step: 0.5, value: number(field) });
      slider.setAttribute("aria-label", form.querySelector(`label[for="${field.id}"]`).textContent);
      field.before(slider);
      return slider;
    });

    // The same as the service does: what was set stays, the rest is made larger or smaller alike.
    function spread() {
      const left = 100 - fields.reduce((all, field, i) => all + (moved.has(i) ? number(field) : 0), 0);
      const rest = base.reduce((all, points, i) => all + (moved.has(i) ? 0 : points), 0);
      const others = fields.map((_, i) => i).filter((i) => !moved.has(i));
      if (left >= 0 && rest > 0) {
        const shares = new Map(others.map((i) => [i, (base[i] * left * 2) / rest]));
        const halves = new Map(others.map((i) => [i, Math.floor(shares.get(i))]));
        const missing = Math.round(left * 2) - [...halves.values()].reduce((all, one) => all + one, 0);
        [...others].sort((a, b) => halves.get(a) - shares.get(a) - (halves.get(b) - shares.get(b)))
          .slice(0, missing).forEach((i) => halves.set(i, halves.get(i) + 1));
        others.forEach((i) => { fields[i].value = write(halves.get(i) / 2); });
      }
      show();
    }

    function show() {
      fields.forEach((field, i) => { sliders[i].value = number(field) || 0; });
      sum.textContent = `${form.dataset.sum} ${write(fields.reduce((all, field) => all + (number(field) || 0), 0))}`;
    }

    fields.forEach((field, i) => {
      const set = () => { moved.add(i); spread(); };
      field.addEventListener("change", set);
      sliders[i].addEventListener("input", () => { field.value = write(Number(sliders[i].value)); set(); });
    });
    fields.forEach((field, i) => { if (number(field) !== base[i]) moved.add(i); });
    form.querySelector(".actions").prepend(sum);
    show();
  }

  document.querySelectorAll("[data-wait]").forEach(wait);
  document.querySelectorAll("form.weigh").forEach(weigh);
  document.querySelectorAll("input[data-words]").forEach(live);
  document.querySelectorAll("form[data-feedback]").forEach(feedback);
  document.querySelectorAll("button[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
