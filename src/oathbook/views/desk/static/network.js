// The network page: the moving network takes the place of the drawing, and follows the form without a new page.
import { makeGraph } from "./network_graph.js";
import { makePanel, makeKey } from "./network_panel.js";
import { savePng, saveSvg } from "./network_save.js";

const page = document.getElementById("network");
const form = document.querySelector("form.clocks");
const evidence = document.getElementById("evidence-moving");
const total = document.getElementById("network-total");
const table = document.getElementById("network-table");
const exports = document.querySelector(".exports");
const state = new URLSearchParams(page.dataset.query);
let shown = null; // the answer that is on the screen
let asking = null; // ends the question in hand

const told = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;
const behind = (id) => {
  const query = new URLSearchParams(shown.asked);
  query.set("of", id);
  return `/pictures/network/evidence?${query}`;
};

// "Cite this" is of the network as it was; it is asked for anew where it is open, else when it is opened.
function citeAnew() {
  const cite = document.querySelector("details.cite");
  if (!cite) return;
  const ask = async () => {
    await htmx.ajax("GET", location.href, { target: cite, select: "details.cite", swap: "outerHTML" });
    document.querySelector("details.cite").open = true;
  };
  if (cite.open) ask();
  else cite.ontoggle = ask;
}

async function showEvidence(id) {
  await htmx.ajax("GET", behind(id), { target: evidence, select: "#evidence", swap: "innerHTML" });
  evidence.scrollIntoView({ block: "nearest" });
  evidence.focus({ preventScroll: true });
}

function opened(id, open) {
  const ids = new Set((shown.asked.opened || "").split(" ").filter(Boolean));
  if (open) ids.add(id); else ids.delete(id);
  state.set("shown", "blocs");
  state.set("opened", [...ids].sort().join(" "));
  return update();
}

const panel = makePanel(document.getElementById("network-panel"), { behind, showEvidence, opened });
const graph = makeGraph(document.getElementById("network-canvas"), {
  point: (node) => panel.show(node, graph),
  leave: () => panel.rest(shown),
  tie: (id) => showEvidence(id),
  bloc: (id) => opened(id, true),
});

function read() {
  const given = new FormData(form);
  for (const name of ["on", "known_by", "name"]) state.set(name, given.get(name) || "");
  const ties = given.getAll("tie");
  const all = form.querySelectorAll("input[name=tie]").length;
  state.set("ties", ties.length === all ? "" : ties.join(" "));
}

function query(of) {
  const kept = new URLSearchParams();
  for (const [key, value] of of) if (value) kept.set(key, value);
  return kept.toString();
}

// The answer; asks again while the server still reckons. Null where another question has come in between.
async function ask(asked) {
  asking?.abort();
  const mine = asking = new AbortController();
  try {
    for (;;) {
      const answer = await fetch(`/pictures/network.json?${asked}`, { signal: mine.signal });
      if (answer.status === 200 && answer.headers.get("content-type").startsWith("application/json")) return await answer.json();
      if (answer.status !== 202) return { problem: await words(answer) };
      total.textContent = "Being reckoned, a moment …";
      await new Promise((done) => setTimeout(done, 1200));
      if (mine.signal.aborted) return null;
    }
  } catch (error) {
    if (error.name === "AbortError") return null;
    return { problem: "The desk does not answer." };
  }
}

// What an error page says, as text.
async function words(answer) {
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  return read.querySelector("main .notice, main p")?.textContent.trim() || `The desk answers ${answer.status}.`;
}

async function update() {
  page.setAttribute("aria-busy", "true");
  const answer = await ask(query(state));
  if (!answer) return false;
  page.removeAttribute("aria-busy");
  if (answer.problem) { total.textContent = answer.problem; return false; }
  show(answer);
  return true;
}

function show(answer) {
  shown = answer;
  makeKey(page.querySelector(".network-key"), answer, form);
  panel.rest(answer);
  graph.set(answer);
  say(answer);
}

function say(answer) {
  const { on, known_by: known } = answer.asked;
  const circles = answer.nodes.length === answer.actors ? told(answer.actors, "actor")
    : `${told(answer.actors, "actor")} in ${told(answer.nodes.length, "circle")}`;
  total.textContent = `${on ? `On ${on}` : "No day is told"}${known ? `, by what was published up to ${known}` : ""}: ${circles}, ${told(answer.edges.length, "tie")}`;
  const now = query(Object.entries(answer.asked));
  const address = query([...state].filter(([key, value]) => key !== "shown" || value !== "auto"));
  history.replaceState(history.state, "", address ? `/network?${address}` : "/network");
  citeAnew();
  for (const link of exports.querySelectorAll("a")) {
    const path = new URL(link.href).pathname;
    if (/\.(gexf|graphml|csv)$/.test(path)) link.href = `${path}?${now}`;
  }
  table.href = `/network/ties?${now}`;
  const rows = document.getElementById("network-rows");
  if (rows.childElementCount) htmx.ajax("GET", table.href, { target: rows, select: "#ties", swap: "innerHTML" });
  document.getElementById("network-shown").value = state.get("shown") || "auto";
  const names = answer.nodes.map((node) => Object.assign(document.createElement("option"), { value: node.name }));
  document.getElementById("network-names").replaceChildren(...names);
}

// Images are made of what is on the screen; the server's, which show the most connected alone, are hidden.
function offerImages() {
  for (const link of exports.querySelectorAll("a")) {
    const form = new URL(link.href).pathname.split(".").pop();
    if (["svg", "png", "html"].includes(form)) link.remove();
  }
  const name = (form) => `network${shown.asked.on ? `-${shown.asked.on}` : ""}.${form}`;
  for (const [form, save] of [["SVG", saveSvg], ["PNG", savePng]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: form });
    const key = page.querySelector(".network-key");
    button.addEventListener("click", () => save(graph, name(form.toLowerCase()), { title: total.textContent, key }));
    exports.firstChild.after(" ", button, " ");
  }
}

// Steps the day on, a month or a week at a time, each when the last one stands.
function player() {
  const button = page.querySelector("[data-play]");
  const day = form.querySelector("#f-on");
  const slider = form.querySelector("#s-on");
  if (!slider) { button.hidden = true; return; }
  const first = Date.parse(slider.closest("[data-clock]").dataset.first);
  const last = first + slider.max * 86400000;
  let playing = false;
  const stop = () => { playing = false; button.setAttribute("aria-pressed", "false"); button.textContent = "Play"; };
  button.addEventListener("click", async () => {
    if (playing) { stop(); return; }
    playing = true;
    button.setAttribute("aria-pressed", "true");
    button.textContent = "Stop";
    if (Date.parse(day.value) >= last || !day.value) day.value = new Date(first).toISOString().slice(0, 10);
    while (playing) {
      const next = new Date(Date.parse(day.value));
      if (document.getElementById("network-step").value === "week") next.setUTCDate(next.getUTCDate() + 7);
      else next.setUTCMonth(next.getUTCMonth() + 1);
      const end = next >= last;
      day.value = new Date(Math.min(next, last)).toISOString().slice(0, 10);
      day.dispatchEvent(new Event("input", { bubbles: true }));
      read();
      if (!await update() || end) stop();
      if (playing) await new Promise((done) => setTimeout(done, 700));
    }
  });
  form.addEventListener("change", stop);
}

function tools() {
  for (const button of page.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => graph.zoom(Number(button.dataset.zoom)));
  page.querySelector("[data-fit]").addEventListener("click", () => graph.fit());
  document.getElementById("network-shown").addEventListener("change", (event) => {
    state.set("shown", event.target.value);
    state.set("opened", "");
    update();
  });
  const find = document.getElementById("network-find");
  find.addEventListener("change", () => graph.find(find.value));
  page.addEventListener("keydown", (event) => event.key === "Escape" && graph.release());
  table.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    htmx.ajax("GET", table.href, { target: document.getElementById("network-rows"), select: "#ties", swap: "innerHTML" });
  });
}

// What htmx would ask for a new page is asked for in place.
document.addEventListener("htmx:beforeRequest", (event) => {
  const asker = event.detail.elt;
  if (asker.id === "behind" && asker.getAttribute("hx-target") === "#results") {
    event.preventDefault(); // more was reckoned: the network takes it in, and stays where it is
    if (shown) update();
  }
  if (asker !== form || !shown) return;
  event.preventDefault();
  read();
  update();
});

// The drawing stays until the network is there to take its place.
async function begin() {
  if (!state.get("shown")) state.set("shown", "auto");
  const drawn = document.getElementById("network-drawn");
  tools();
  player();
  const answer = await ask(query(state));
  if (!answer || answer.problem) return;
  page.hidden = false;
  drawn.hidden = true;
  graph.cy.resize();
  show(answer);
  offerImages();
}

if (window.cytoscape && window.htmx) begin();
