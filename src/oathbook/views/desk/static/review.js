// The review page: a key for each decision, words selected in the paragraph. All of it works without.
"use strict";

const typing = (element) => element.matches("input, select, textarea, [contenteditable]");

function keys() {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".correct form");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (form && event.key === "Escape") { form.closest("details").open = false; document.getElementById("main").focus(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const wanted = [...document.querySelectorAll("[data-do][aria-keyshortcuts]")]
      .find((button) => button.getAttribute("aria-keyshortcuts") === event.key.toLowerCase());
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
}

function opening(button) {
  const part = document.getElementById(button.dataset.opens);
  button.hidden = false;
  button.addEventListener("click", () => {
    part.open = true;
    part.querySelector("select, input:not([type=hidden]), textarea").focus();
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

function selecting(words) {
  const form = document.querySelector(".correct form");
  const offset = (node, at) => {
    const part = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!part) return null;
    const start = Number(part.dataset.at), length = Number(part.dataset.length);
    return part.classList.contains("held") ? start + (at ? length : 0) : start + Math.min(at, length);
  };
  const take = () => {
    const chosen = document.getSelection();
    if (!form.closest("details").open || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return;
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.words.value = chosen.toString().replace(/\s+/g, " ").trim();
  };
  for (const kind of ["pointerup", "keyup"]) document.addEventListener(kind, take);
  form.elements.words.addEventListener("input", () => { form.elements.start.value = form.elements.end.value = ""; });
}

document.documentElement.classList.add("scripted");
keys();
for (const each of document.querySelectorAll("[data-opens]")) opening(each);
for (const each of document.querySelectorAll("[data-script]")) each.hidden = false;
for (const each of document.querySelectorAll(".deciding form, [action='/review/undo']")) once(each);
for (const each of document.querySelectorAll("[data-words]")) selecting(each);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
