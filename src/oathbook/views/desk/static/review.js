// The review pages: a key for each decision, words selected in the paragraph. All of it works without.
"use strict";

const typing = (element) => element.matches("input, select, textarea, [contenteditable]");

function keys() {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".claim-form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (event.key === "Escape" && (form || event.target.matches?.("[data-words]"))) { leave(document.querySelector(".claim-form")); return; }
    if (event.ctrlKey || event.metaKey || event.altKey && !event.key.match(/[[\]{}]/) || typing(event.target)) return;
    const wanted = [...document.querySelectorAll("[data-do][aria-keyshortcuts], [data-end][aria-keyshortcuts]")]
      .find((button) => button.getAttribute("aria-keyshortcuts") === event.key.toLowerCase() && button.checkVisibility());
    if (!wanted || event.repeat && !wanted.dataset.end) return;
    event.preventDefault();
    wanted.click();
  });
}

function leave(form) {
  const part = form.closest("details");
  if (!part) { form.querySelector("[data-back]").click(); return; }
  part.open = false;
  document.getElementById("main").focus();
}

function opening(button) {
  const part = document.getElementById(button.dataset.opens);
  button.hidden = false;
  button.addEventListener("click", () => {
    part.open = true;
    part.querySelector("select, input:not([type=hidden])").focus();
    part.scrollIntoView({ block: "nearest" });
  });
}

// A decision is sent once, however often its key is hit.
function once(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

// The words of a paragraph with their places in the report's text; a name that is left out is one word.
function wordsOf(paragraph) {
  let shown = "";
  const places = [];
  for (const part of paragraph.querySelectorAll("[data-at]")) {
    const at = Number(part.dataset.at), length = Number(part.dataset.length), held = part.classList.contains("held");
    const node = part.firstChild;
    for (let i = 0; node && i < node.length; i += 1) {
      places.push({ node, i, first: held ? at : at + i, last: held ? at + length : at + i + 1 });
    }
    shown += node ? node.data : "";
  }
  const code = [...shown.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’\-.,][\p{L}\p{N}\p{M}]+)*/gu)];
  return { shown, places, words: code.map((found) => [found.index, found.index + found[0].length]) };
}

function selecting(paragraph) {
  const form = document.querySelector(".claim-form");
  if (!form) return;
  const { shown, places, words } = wordsOf(paragraph);
  const field = form.elements.words, fields = [form.elements.start, form.elements.end];
  const asked = form.dataset.start ? [Number(form.dataset.start), Number(form.dataset.end)] : null;
  const open = () => !form.closest("details") || form.closest("details").open;
  let chosen = null; // the first and last place among those of the paragraph, the last one not in it
  const within = (first, last) => {
    const held = places.map((place, i) => (place.first < last && first < place.last ? i : -1)).filter((i) => i >= 0);
    return held.length ? [held[0], held.at(-1) + 1] : null;
  };

  function light() {
    const lit = window.CSS?.highlights;
    if (!lit || !window.Highlight) return;
    lit.delete("chosen");
    paragraph.classList.toggle("choosing", Boolean(chosen) && open());
    if (!chosen || !open()) return;
    const range = new Range();
    range.setStart(places[chosen[0]].node, places[chosen[0]].i);
    range.setEnd(places[chosen[1] - 1].node, places[chosen[1] - 1].i + 1);
    lit.set("chosen", new window.Highlight(range));
  }

  function choose(first, last) {
    chosen = [first, last];
    fields[0].value = places[first].first;
    fields[1].value = places[last - 1].last;
    field.value = shown.slice(first, last).replace(/\s+/g, " ").trim();
    light();
  }

  function move(what) {
    if (!words.length) return;
    if (!chosen) { choose(...words[0]); return; }
    let [first, last] = chosen;
    if (what === "first_back") first = words.findLast(([start]) => start < first)?.[0] ?? first;
    if (what === "first_on") first = words.find(([start, end]) => start > first && end <= last)?.[0] ?? first;
    if (what === "last_back") last = words.findLast(([start, end]) => end < last && start >= first)?.[1] ?? last;
    if (what === "last_on") last = words.find(([, end]) => end > last)?.[1] ?? last;
    choose(first, last);
  }

  const place = (node, at) => {
    const part = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!part) return -1;
    return places.findIndex((each) => each.node === part.firstChild) + Math.min(at, part.firstChild.length);
  };
  const take = () => {
    const selected = document.getSelection();
    if (!open() || !selected.rangeCount || selected.isCollapsed) return;
    const range = selected.getRangeAt(0);
    if (!paragraph.contains(range.startContainer) || !paragraph.contains(range.endContainer)) return;
    const first = place(range.startContainer, range.startOffset), last = place(range.endContainer, range.endOffset);
    if (first >= 0 && first < last) choose(first, last);
  };

  for (const kind of ["pointerup", "keyup"]) document.addEventListener(kind, take);
  paragraph.tabIndex = 0;
  paragraph.addEventListener("keydown", (event) => {
    if (event.target !== paragraph || !open() || event.ctrlKey || event.metaKey || event.altKey) return;
    const side = { ArrowLeft: "back", ArrowRight: "on" }[event.key];
    if (!side) return;
    event.preventDefault();
    document.getSelection().removeAllRanges();
    move(`${event.shiftKey ? "last" : "first"}_${side}`);
  });
  for (const part of form.querySelectorAll("[data-ends]")) part.hidden = false;
  for (const button of form.querySelectorAll("[data-end]")) button.addEventListener("click", () => move(button.dataset.end));
  field.addEventListener("input", () => { fields[0].value = fields[1].value = ""; chosen = null; light(); });
  form.closest("details")?.addEventListener("toggle", light);
  const begun = fields[0].value ? [Number(fields[0].value), Number(fields[1].value)] : asked;
  chosen = begun && within(...begun);
  light();
}

// There is always an empty field for one more name.
function names(part) {
  const fill = () => {
    const inputs = [...part.querySelectorAll("input")];
    while (inputs.length > 1 && !inputs.at(-1).value && !inputs.at(-2).value && inputs.at(-1) !== document.activeElement) inputs.pop().remove();
    if (!inputs.at(-1).value) return;
    const more = inputs.at(-1).cloneNode();
    more.value = "";
    more.removeAttribute("id");
    more.setAttribute("aria-label", `${part.querySelector("legend").textContent} ${inputs.length + 1}`);
    inputs.at(-1).after(more);
  };
  part.addEventListener("input", fill);
  fill();
}

// Days by a stretch that is offered, or from the browser's calendar.
function when(form) {
  const from = form.elements.from, to = form.elements.to, stretch = form.querySelector("[data-stretch] select");
  stretch.closest("[data-stretch]").hidden = false;
  stretch.addEventListener("change", () => {
    const taken = stretch.selectedOptions[0].dataset;
    if (taken.from === undefined) return;
    from.value = taken.from;
    to.value = taken.to;
  });
  for (const day of form.querySelectorAll("[data-picks]")) {
    const field = form.elements[day.dataset.picks];
    day.hidden = false;
    day.addEventListener("input", () => {
      if (!day.value) return;
      field.value = day.value;
      if (field === from && !to.value) to.value = day.value;
    });
    day.addEventListener("focus", () => { if (/^\d{4}-\d\d-\d\d$/.test(field.value)) day.value = field.value; });
  }
}

document.documentElement.classList.add("scripted");
keys();
for (const each of document.querySelectorAll("[data-opens]")) opening(each);
for (const each of document.querySelectorAll("[data-script]")) each.hidden = false;
for (const each of document.querySelectorAll(".deciding form, [action='/review/undo'], [data-adds]")) once(each);
for (const each of document.querySelectorAll("[data-words]")) selecting(each);
for (const each of document.querySelectorAll("[data-names]")) names(each);
for (const each of document.querySelectorAll(".claim-form")) when(each);
document.querySelector(".wrong[role=alert]")?.closest("form").querySelector("[aria-invalid]")?.focus();
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
