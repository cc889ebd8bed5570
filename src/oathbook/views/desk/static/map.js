// The map: dragging, the wheel, two fingers and keys move it and bring it nearer; signs and letters keep their size, and
// more places are named where there is room. One finger and the bare wheel move the page. All works without it.
"use strict";

const views = new Map(); // by the stretch of the world that is shown, so that another day keeps the view
const SVG = "http://www.w3.org/2000/svg";
const NEAREST = 40;
const pen = document.createElement("canvas").getContext("2d");

function moving(part) {
  const svg = part.querySelector("svg");
  const stage = svg?.querySelector(".moves");
  if (!stage) return;
  const ground = svg.querySelector(".window");
  const view = views.get(ground.dataset.ground) || { k: 1, x: 0, y: 0 };
  views.set(ground.dataset.ground, view);
  const cut = svg.querySelector("clipPath rect");
  const [left, top, wide, high] = ["x", "y", "width", "height"].map((name) => Number(cut.getAttribute(name)));
  const held = [...stage.querySelectorAll(".at")].map((group) => ({ group, at: group.dataset.at.split(" ").map(Number) }));
  const names = document.createElementNS(SVG, "g");
  ground.append(names);
  let naming = 0;

  function show() {
    view.k = Math.min(Math.max(view.k, 1), NEAREST);
    view.x = Math.min(Math.max(view.x, (left + wide) * (1 - view.k)), left * (1 - view.k));
    view.y = Math.min(Math.max(view.y, (top + high) * (1 - view.k)), top * (1 - view.k));
    stage.setAttribute("transform", `matrix(${view.k} 0 0 ${view.k} ${view.x} ${view.y})`);
    const back = 1 - 1 / view.k;
    for (const { group, at: [x, y] } of held) group.setAttribute("transform", `translate(${x * back} ${y * back}) scale(${1 / view.k})`);
    for (const path of stage.querySelectorAll(".thin")) path.style.strokeWidth = `${1 / view.k}px`;
    names.replaceChildren();
    clearTimeout(naming);
    naming = setTimeout(name, 90);
    svg.querySelector(".scale")?.setAttribute("display", view.k > 1 ? "none" : "inline");
  }

  // As many names as there is room for; those of the server stand while the map is as it came.
  function name() {
    const moved = view.k > 1.02;
    for (const { group } of held) if (group.classList.contains("name")) group.setAttribute("display", moved ? "none" : "inline");
    if (!moved) return;
    pen.font = `600 11.5px ${getComputedStyle(document.body).fontFamily}`;
    const spots = held.filter(({ group }) => group.classList.contains("spot")).map(({ group, at }) => {
      const [x, y, half] = group.dataset.signs.split(" ").map(Number);
      return { words: group.dataset.name, x: view.k * at[0] + view.x + x - at[0], y: view.k * at[1] + view.y + y - at[1], half };
    }).filter(({ x, y }) => x > left && x < left + wide && y > top && y < top + high);
    const taken = spots.map(({ x, y, half }) => [x - half, y - 7, x + half, y + 7]);
    for (const { words, x, y, half } of spots) {
      const long = pen.measureText(words).width + 4;
      const boxes = [[x + half + 4, y - 7], [x - half - 4 - long, y - 7], [x - long / 2, y + 8], [x - long / 2, y - 22]];
      const box = boxes.map(([a, b]) => [a, b, a + long, b + 14]).find((each) => each[0] > left && each[2] < left + wide
        && !taken.some((other) => each[0] < other[2] && other[0] < each[2] && each[1] < other[3] && other[1] < each[3]));
      if (!box) continue;
      taken.push(box);
      const text = document.createElementNS(SVG, "text");
      for (const [key, value] of [["x", box[0] + 2], ["y", box[1] + 11], ["class", "strong halo"]]) text.setAttribute(key, value);
      text.textContent = words;
      names.append(text);
    }
  }

  function place(event) {
    const matrix = svg.getScreenCTM().inverse();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  }

  function nearer(by, { x, y }) {
    const k = Math.min(Math.max(view.k * by, 1), NEAREST);
    view.x = x - (x - view.x) * (k / view.k);
    view.y = y - (y - view.y) * (k / view.k);
    view.k = k;
    show();
  }

  const middle = { x: left + wide / 2, y: top + high / 2 };
  const pointers = new Map();
  let dragged = false;
  ground.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== part) return;
    event.preventDefault();
    nearer(Math.exp(-event.deltaY / 400), place(event));
  }, { passive: false });
  ground.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, place(event));
    dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before || (event.pointerType === "touch" && pointers.size < 2)) return;
    const now = place(event);
    if (Math.hypot(now.x - before.x, now.y - before.y) > 3) dragged = true;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    view.x += (now.x - before.x) / pointers.size;
    view.y += (now.y - before.y) / pointers.size;
    pointers.set(event.pointerId, now);
    if (other) {
      const [was, is] = [before, now].map((point) => Math.hypot(point.x - other.x, point.y - other.y));
      if (was > 5) { nearer(is / was, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }); return; }
    }
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, (event) => pointers.delete(event.pointerId));
  ground.addEventListener("dragstart", (event) => event.preventDefault());
  ground.addEventListener("click", (event) => { if (dragged) { event.preventDefault(); event.stopPropagation(); } }, { capture: true });
  part.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const by = { "+": 1.4, "=": 1.4, "-": 0.7, 0: 0 }[event.key];
    if (event.target !== part || (view.k === 1 && step) || (!step && by === undefined)) return;
    event.preventDefault();
    if (step) { view.x += step[0]; view.y += step[1]; show(); } else nearer(by, middle);
  });
  buttons(part, (by) => nearer(by, middle));
  part.scrollLeft = (part.scrollWidth - part.clientWidth) / 2;
  show();
}

function buttons(part, nearer) {
  const bar = document.createElement("div");
  bar.className = "zoom over";
  for (const [words, label, by] of [["+", "Nearer", 1.6], ["−", "Farther", 0.625], ["All", "All of the map", 0]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => nearer(by));
    bar.append(button);
  }
  part.before(bar);
}

function start(root) {
  for (const part of root.querySelectorAll("[data-moves]")) moving(part);
}

start(document);
document.addEventListener("htmx:load", (event) => event.target !== document.body && start(event.target));
