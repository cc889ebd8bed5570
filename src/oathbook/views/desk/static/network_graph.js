// The network on a canvas (Cytoscape): its look, how it changes in place, what pointers do.
import { nameThem } from "./network_labels.js";

const DASHES = { hostile: [5, 3], truce: [1.5, 3], supports: [9, 3, 2, 3] };
const MANY = 500; // changes from which on nothing fades in and out
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// The colours of the drawings, as their style sheet has them now (light or dark).
export function palette() {
  const probe = document.createElement("span");
  probe.className = "picture";
  probe.innerHTML = '<svg width="0" height="0"><path/></svg>';
  document.body.append(probe);
  const path = probe.querySelector("path");
  const colour = (name) => { path.setAttribute("class", name); return getComputedStyle(path).fill; };
  const found = {};
  for (const name of ["ink", "quiet", "line", "under", "with", "hostile", "truce", "supports", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "ax"]) {
    found[name] = colour(`f-${name}`);
  }
  found.paper = colour("paper");
  probe.remove();
  return found;
}

const parts = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
export function mixed(one, other, share) {
  const [a, b] = [parts(one), parts(other)];
  return `rgb(${a.map((value, n) => Math.round(value * share + b[n] * (1 - share))).join(",")})`;
}

function look(colours) {
  const font = getComputedStyle(document.body).fontFamily;
  return [
    { selector: "node", style: {
      width: (n) => 2 * n.data("r"), height: (n) => 2 * n.data("r"),
      "background-color": (n) => (n.data("hollow") ? mixed(colours[n.data("camp")], colours.paper, 0.45) : colours[n.data("camp")]),
      "border-width": 1.6, "border-color": (n) => colours[n.data("camp")], "overlay-opacity": 0, "z-index": 1,
    } },
    { selector: "node[members > 1]", style: { "border-style": "double", "border-width": 5 } },
    { selector: "node.named", style: {
      label: "data(label)", color: colours.ink, "font-family": font, "font-weight": 600, "text-wrap": "wrap", "font-size": "data(letters)",
      "text-valign": "data(down)", "text-halign": "data(across)", "text-margin-x": "data(mx)", "text-margin-y": "data(my)",
      "text-outline-color": colours.paper, "text-outline-width": "data(halo)", "text-events": "no", "z-index": 2,
    } },
    { selector: "edge", style: {
      width: (e) => [1, 1.7, 2.6][e.data("weight") - 1], "line-color": (e) => colours[e.data("kind")], "curve-style": "bezier",
      "control-point-step-size": 22, opacity: (e) => (e.data("sure") ? 0.9 : 0.4), "overlay-opacity": 0, "arrow-scale": 0.9,
    } },
    { selector: "edge[?pointed]", style: { "target-arrow-shape": "triangle", "target-arrow-color": (e) => colours[e.data("kind")] } },
    ...Object.entries(DASHES).map(([kind, dashes]) => ({
      selector: `edge[kind="${kind}"]`, style: { "line-style": "dashed", "line-dash-pattern": dashes },
    })),
    { selector: ".away", style: { opacity: 0.12 } },
    { selector: "node.held", style: { "border-color": colours.ink, "border-width": 3 } },
    { selector: "edge.near", style: { width: 2.6, opacity: 1, "z-index": 3 } },
  ];
}

export function makeGraph(place, hear) {
  const stage = place.parentElement;
  let colours = palette();
  let held = null; // the actor that was clicked
  let naming = 0;
  const cy = cytoscape({
    container: place, style: look(colours), layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3,
    autounselectify: true, boxSelectionEnabled: false, pixelRatio: "auto",
  });

  // Names are put anew when it stands still.
  let pressed = false;
  const soon = () => { clearTimeout(naming); naming = setTimeout(() => (pressed ? soon() : nameThem(cy)), 120); };
  cy.on("viewport resize", soon);
  cy.on("tapstart", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel", "touchend"]) window.addEventListener(end, () => { pressed = false; });
  cy.on("free", "node", soon);

  function point(node) {
    const near = node.closedNeighborhood();
    cy.batch(() => {
      cy.elements().not(near).addClass("away");
      near.removeClass("away");
      cy.edges(".near").removeClass("near");
      near.edges().addClass("near");
      cy.nodes(".held").removeClass("held");
      node.addClass("held");
    });
    hear.point(node);
    soon();
  }

  function leave() {
    if (held) { point(held); return; }
    cy.batch(() => cy.elements().removeClass("away near held"));
    hear.leave();
    soon();
  }

  cy.on("mouseover", "node", (event) => !held && point(event.target));
  cy.on("mouseout", "node", () => !held && leave());
  cy.on("mouseover", "edge", (event) => event.target.addClass("near"));
  cy.on("mouseout", "edge", (event) => !(held && held.connectedEdges().has(event.target)) && event.target.removeClass("near"));
  cy.on("tap", "node", (event) => {
    if (event.target.data("members") > 1) { held = null; hear.bloc(event.target.id()); return; }
    held = event.target;
    point(held);
  });
  cy.on("tap", "edge", (event) => hear.tie(event.target.id()));
  cy.on("tap", (event) => { if (event.target === cy) { held = null; leave(); } });
  cy.on("mouseover", "node, edge", () => { place.style.cursor = "pointer"; });
  cy.on("mouseout", "node, edge", () => { place.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = palette();
    place.style.background = colours.paper;
    cy.style(look(colours));
  });
  place.style.background = colours.paper;
  gestures(stage, place, cy);

  // Those that stay keep their place; those that come and go fade.
  function set(answer) {
    const first = cy.nodes().empty();
    const ids = new Set([...answer.nodes, ...answer.edges].map((each) => each.id));
    const gone = cy.elements().filter((each) => !ids.has(each.id()));
    const fresh = [];
    cy.batch(() => {
      for (const { x, y, ...data } of answer.nodes) {
        data.label = data.figure ? `${data.name}\n${data.figure}` : data.name;
        const node = cy.getElementById(data.id);
        if (node.nonempty()) node.data(data);
        else fresh.push({ group: "nodes", data: { ...data, letters: 11, down: "bottom", across: "center", mx: 0, my: 0, halo: 2 }, position: { x, y } });
      }
      for (const data of answer.edges) {
        const edge = cy.getElementById(data.id);
        if (edge.nonempty()) edge.data(data);
        else fresh.push({ group: "edges", data });
      }
    });
    const quiet = first || calm() || gone.length + fresh.length > MANY;
    if (held && !ids.has(held.id())) held = null;
    const added = cy.add(fresh);
    if (quiet) gone.remove();
    else {
      gone.animate({ style: { opacity: 0 } }, { duration: 260 });
      setTimeout(() => gone.filter((each) => !cy.scratch("ids").has(each.id())).remove(), 280);
      added.style("opacity", 0).animate({ style: { opacity: 1 } }, { duration: 320, complete: () => added.removeStyle("opacity") });
    }
    cy.scratch("ids", ids);
    cy.elements().filter((each) => ids.has(each.id()) && !added.has(each)).removeStyle("opacity");
    if (first) fit();
    leave();
  }

  function fit() { cy.fit(undefined, 36); if (cy.zoom() > 1.6) { cy.zoom(1.6); cy.center(); } }
  function zoom(by) { cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }); }

  function find(name) {
    const wanted = name.trim().toLowerCase();
    if (!wanted) { release(); return; }
    const nodes = cy.nodes();
    const found = nodes.filter((n) => n.data("name").toLowerCase() === wanted).first();
    const node = found.nonempty() ? found : nodes.filter((n) => n.data("name").toLowerCase().includes(wanted)).first();
    if (node.empty()) { hear.leave(); return; }
    held = node;
    cy.stop();
    const near = node.closedNeighborhood();
    if (calm()) cy.fit(near, 70);
    else cy.animate({ fit: { eles: near, padding: 70 } }, { duration: 300 });
    point(node);
  }

  function release() { held = null; leave(); }

  return { cy, set, fit, zoom, find, release, colours: () => colours };
}

// One finger and the bare wheel move the page; two fingers, Ctrl with the wheel, or the wheel after a click move the
// network. Arrow keys, + and - do so from the keyboard.
function gestures(stage, place, cy) {
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== place) event.stopPropagation();
  }, { capture: true });
  stage.addEventListener("touchmove", (event) => event.touches.length < 2 && event.stopPropagation(), { capture: true });
  place.addEventListener("pointerdown", (event) => event.pointerType === "mouse" && place.focus({ preventScroll: true }));
  place.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const by = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (!step && !by) return;
    event.preventDefault();
    if (step) cy.panBy({ x: step[0], y: step[1] });
    else cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  });
}
