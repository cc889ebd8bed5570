// What pages do beyond links and forms. All of them work without it.
"use strict";

// A report: words and their claims light up together; the claims of the words in hand stand beside the pointer.
function marks(reading) {
  let tip = null;
  let touched = null;
  const card = (number) => document.querySelector(`[data-card="${number}"]`);

  function clear() {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    tip?.remove();
    tip = null;
  }

  // With a finger, the first tap on words shows their claims and the second opens the claim.
  function tap(event) {
    const mark = event.target.closest?.("[data-claims]");
    const first = event.pointerType === "touch" && mark && mark !== touched;
    touched = event.pointerType === "touch" ? mark : null;
    if (!first) return;
    event.preventDefault();
    enter(event);
  }

  function light(numbers) {
    for (const mark of reading.querySelectorAll("[data-claims]")) {
      if (mark.dataset.claims.split(" ").some((number) => numbers.includes(number))) mark.classList.add("lit");
    }
    for (const number of numbers) card(number)?.parentElement.classList.add("lit");
  }

  function show(mark, numbers) {
    tip = document.createElement("div");
    tip.className = "tip";
    tip.setAttribute("aria-hidden", "true");
    for (const number of numbers) {
      const held = card(number)?.parentElement;
      if (!held) continue;
      const copy = held.cloneNode(true);
      copy.removeAttribute("id");
      copy.classList.remove("lit");
      for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
      const facts = copy.querySelector(".facts");
      copy.querySelector("details")?.replaceWith(...(facts ? [facts] : []));
      tip.append(copy);
    }
    document.body.append(tip);
    const words = mark.getClientRects()[0];
    const below = words.bottom + tip.offsetHeight + 8 < window.innerHeight || words.top < tip.offsetHeight + 8;
    const top = below ? words.bottom + 6 : words.top - tip.offsetHeight - 6;
    const left = Math.max(8, Math.min(words.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
    tip.style.top = `${top + window.scrollY}px`;
    tip.style.left = `${left + window.scrollX}px`;
  }

  function enter(event) {
    const mark = event.target.closest?.("[data-claims]");
    const beside = event.target.closest?.(".card");
    if (!mark && !beside) return;
    clear();
    const numbers = mark ? mark.dataset.claims.split(" ") : [beside.querySelector("[data-card]").dataset.card];
    light(numbers);
    if (mark) show(mark, numbers);
  }

  for (const name of ["pointerover", "focusin"]) reading.addEventListener(name, enter);
  reading.addEventListener("click", tap);
  const leave = (event) => event.pointerType !== "touch" && clear();
  for (const name of ["pointerleave", "focusout"]) reading.addEventListener(name, leave);
  reading.addEventListener("pointerout", (event) => event.target.closest?.("[data-claims], .card") && leave(event));
  document.addEventListener("click", (event) => !event.target.closest?.("[data-claims]") && clear());
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
}

// Files dropped on a form go into its field.
function drop(zone) {
  const field = zone.querySelector("input[type=file]");
  const chosen = zone.querySelector("[data-chosen]");
  const name = () => {
    const names = [...field.files].map((file) => file.name);
    chosen.textContent = names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
  };
  field.addEventListener("change", name);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    field.files = event.dataTransfer.files;
    name();
  });
}

function copy(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "Copied";
  });
}

// A click on a mark of a picture shows its claims below the picture.
function evidence(figure) {
  const place = document.getElementById(figure.dataset.evidence);
  figure.addEventListener("click", async (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const lit of figure.querySelectorAll("a.lit")) lit.classList.remove("lit");
    mark.classList.add("lit");
    await htmx.ajax("GET", mark.getAttribute("href"), { target: place, select: "#evidence", swap: "innerHTML" });
    place.scrollIntoView({ block: "nearest" });
    place.focus({ preventScroll: true });
  });
}

// A slider of days and its field say the same; the field is what is sent.
function clock(part) {
  const field = part.querySelector("input[type=date]");
  const slider = part.querySelector("input[type=range]");
  if (!slider) return;
  const first = Date.parse(part.dataset.first);
  slider.removeAttribute("name");
  part.querySelector("input[type=hidden]").remove();
  let waiting = 0;
  slider.addEventListener("input", () => {
    field.value = new Date(first + slider.value * 86400000).toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", field.value);
    clearTimeout(waiting);
    waiting = setTimeout(() => part.dispatchEvent(new CustomEvent("slid", { bubbles: true })), 120);
  });
  slider.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("input", () => {
    if (field.value) slider.value = Math.round((Date.parse(field.value) - first) / 86400000);
  });
}

function begin(part) {
  const each = (what, make) => {
    if (part.matches?.(what)) make(part);
    for (const found of part.querySelectorAll(what)) make(found);
  };
  each("[data-evidence]", evidence);
  each("[data-clock]", clock);
  for (const each of part.querySelectorAll("[data-marks]")) marks(each);
  for (const each of part.querySelectorAll("[data-drop]")) drop(each);
  for (const each of part.querySelectorAll("[data-copy]")) copy(each);
}

// Filters that say nothing stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters } = event.detail;
  if (verb !== "get") return;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});

begin(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && begin(event.target));
