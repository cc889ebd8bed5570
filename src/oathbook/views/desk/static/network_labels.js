// Which actors are named: as many as there is room for, none on another; the letters stay the same size on the screen.
const LETTERS = 11.5;
const MOST = 160;
const FEW = 400; // ties up to which labels keep clear of lines
const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

function width(words) {
  if (!widths.has(words)) {
    pen.font = `600 ${LETTERS}px ${getComputedStyle(document.body).fontFamily}`;
    widths.set(words, Math.max(...words.split("\n").map((line) => pen.measureText(line).width)));
  }
  return widths.get(words);
}

const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const rim = (data, way) => (data.members > 1 ? 4 * Math.sign(way) : 0); // its double line
const ends = (node) => { const { x, y } = node.renderedPosition(); return [x, y]; };

// Whether a line goes through a box: cut off at its sides, something of it is left.
function crosses([x0, y0, x1, y1], [left, top, right, bottom]) {
  let [first, last] = [0, 1];
  for (const [step, room] of [[x0 - x1, x0 - left], [x1 - x0, right - x0], [y0 - y1, y0 - top], [y1 - y0, bottom - y0]]) {
    if (step === 0) { if (room < 0) return false; continue; }
    if (step < 0) first = Math.max(first, room / step); else last = Math.min(last, room / step);
  }
  return first < last;
}

// The four places of a label beside a disc: where, and how Cytoscape is told so.
function* beside(x, y, r, wide, high) {
  yield [[x - wide / 2, y + r + 3, x + wide / 2, y + r + 3 + high], "bottom", "center", 0, 3];
  yield [[x + r + 4, y - high / 2, x + r + 4 + wide, y + high / 2], "center", "right", 4, 0];
  yield [[x - r - 4 - wide, y - high / 2, x - r - 4, y + high / 2], "center", "left", -4, 0];
  yield [[x - wide / 2, y - r - 3 - high, x + wide / 2, y - r - 3], "top", "center", 0, -3];
}

export function nameThem(cy) {
  const zoom = cy.zoom();
  const [wide, high] = [cy.width(), cy.height()];
  const seen = [];
  cy.nodes().forEach((node) => {
    const { x, y } = node.renderedPosition();
    if (x > -20 && y > -20 && x < wide + 20 && y < high + 20) seen.push({ node, x, y, r: node.data("r") * zoom, data: node.data() });
  });
  const weight = ({ node, data }) => (node.hasClass("held") ? 1e6 : 0) + (node.hasClass("away") ? -1e6 : 0) + data.members * 40 + data.r * 6 + Math.min(node.degree(), 40);
  for (const each of seen) each.weight = weight(each);
  seen.sort((a, b) => b.weight - a.weight || (a.data.name < b.data.name ? -1 : 1));
  const discs = seen.length <= 400 ? seen.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]) : [];
  const lines = cy.edges().length <= FEW ? cy.edges().map((edge) => [...ends(edge.source()), ...ends(edge.target())]) : [];
  const taken = [];
  const named = new Set();
  cy.batch(() => {
    for (const { node, x, y, r, data, weight: heavy } of seen) {
      if (taken.length >= MOST || heavy < -1e5) break;
      const [w, h] = [width(data.label) + 6, data.label.split("\n").length * LETTERS * 1.25 + 2];
      let best = null;
      for (const place of beside(x, y, r + (data.members > 1 ? 4 : 0), w, h)) {
        const [box] = place;
        const inside = box[0] > 2 && box[1] > 2 && box[2] < wide - 2 && box[3] < high - 2;
        if (!inside || taken.some((other) => meets(box, other)) || discs.some((disc) => meets(box, disc))) continue;
        const cost = lines.filter((line) => crosses(line, box)).length;
        if (!best || cost < best.cost) best = { place, cost };
        if (!cost) break;
      }
      if (!best) continue;
      const [box, down, across, mx, my] = best.place;
      taken.push(box);
      named.add(node.id());
      const now = { letters: LETTERS / zoom, halo: 2 / zoom, down, across, mx: (mx + rim(data, mx)) / zoom, my: (my + rim(data, my)) / zoom };
      if (Object.entries(now).some(([key, value]) => data[key] !== value)) node.data(now);
    }
    cy.nodes().forEach((node) => { if (node.hasClass("named") !== named.has(node.id())) node.toggleClass("named"); });
  });
}
