// What is on the screen as a file: the whole network as it lies, with its title and key.
import { mixed } from "./network_graph.js";

const FONT = 'Helvetica, Arial, "Liberation Sans", "Noto Sans", "DejaVu Sans", sans-serif';
const DASHES = { dash: "5 3", dots: "1.5 3", far: "9 3 2 3" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const n = (value) => String(Math.round(value * 10) / 10);

function keep(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// An edge as Cytoscape has drawn it.
function line(edge, colours) {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const bend = edge.controlPoints()?.[0];
  const path = `M${n(from.x)} ${n(from.y)}${bend ? `Q${n(bend.x)} ${n(bend.y)} ` : "L"}${n(to.x)} ${n(to.y)}`;
  const data = edge.data();
  const dash = { hostile: DASHES.dash, truce: DASHES.dots, supports: DASHES.far }[data.kind];
  const colour = colours[data.kind];
  let drawn = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${n(edge.numericStyle("width"))}"${dash ? ` stroke-dasharray="${dash}"` : ""} stroke-opacity="${n(edge.numericStyle("opacity"))}"><title>${escaped(data.words)}</title></path>`;
  if (data.pointed) {
    const start = bend || from;
    const away = Math.hypot(to.x - start.x, to.y - start.y) || 1;
    const [ux, uy] = [(to.x - start.x) / away, (to.y - start.y) / away];
    const back = [to.x - ux * 8, to.y - uy * 8];
    drawn += `<path d="M${n(to.x)} ${n(to.y)}L${n(back[0] - uy * 4)} ${n(back[1] + ux * 4)}L${n(back[0] + uy * 4)} ${n(back[1] - ux * 4)}Z" fill="${colour}"/>`;
  }
  return drawn;
}

function disc(node, colours) {
  const { x, y } = node.position();
  const data = node.data();
  const colour = colours[data.camp];
  const fill = data.hollow ? mixed(colour, colours.paper, 0.45) : colour;
  const rim = data.members > 1 ? `<circle cx="${n(x)}" cy="${n(y)}" r="${n(data.r + 3)}" fill="none" stroke="${colour}" stroke-width="1.6"/>` : "";
  const told = `${data.name} (${data.kind})${data.figure ? `: ${data.figure}` : ""}`;
  return `${rim}<circle cx="${n(x)}" cy="${n(y)}" r="${n(data.r)}" fill="${fill}" stroke="${colour}" stroke-width="1.6"><title>${escaped(told)}</title></circle>`;
}

function label(node, colours) {
  const { x, y } = node.position();
  const { r, letters, down, across, mx, my, label: words } = node.data();
  const lines = words.split("\n");
  const at = { left: x - r + mx, right: x + r + mx, center: x }[across];
  const anchor = { left: "end", right: "start", center: "middle" }[across];
  const top = { bottom: y + r + my + letters, top: y - r + my - letters * (lines.length * 1.2 - 1), center: y + letters * (0.35 - (lines.length - 1) * 0.6) }[down];
  return lines.map((each, row) => `<text x="${n(at)}" y="${n(top + row * letters * 1.2)}" font-size="${n(letters)}" font-weight="600" text-anchor="${anchor}" fill="${colours.ink}" stroke="${colours.paper}" stroke-width="${n(letters / 5)}" paint-order="stroke">${escaped(each)}</text>`).join("");
}

// Title and key above the network, in letters that fit its size.
function head(box, colours, title, key) {
  const size = Math.max(box.w, 500) / 90 + 6;
  let [x, y] = [box.x1, box.y1 - size * 2];
  const rows = [];
  const entries = [...key.children].reverse();
  const entry = (item, at, line) => {
    const { colour, sample } = item.dataset;
    const shape = sample === "dot" ? `<circle cx="${n(at + size)}" cy="${n(line - size * 0.35)}" r="${n(size * 0.4)}" fill="${colours[colour]}"/>`
      : `<path d="M${n(at)} ${n(line - size * 0.35)}h${n(size * 1.8)}" fill="none" stroke="${colours[colour]}" stroke-width="${n(size / 7)}"${DASHES[sample] ? ` stroke-dasharray="${DASHES[sample]}"` : ""}/>`;
    return `${shape}<text x="${n(at + size * 2.2)}" y="${n(line)}" font-size="${n(size)}" fill="${colours.ink}">${escaped(item.textContent)}</text>`;
  };
  const per = Math.max(Math.floor(box.w / (size * 22)), 1);
  entries.forEach((item, number) => {
    const row = Math.floor(number / per);
    rows.push(entry(item, x + (number % per) * size * 22, y - row * size * 1.6));
  });
  y -= (Math.ceil(entries.length / per) + 0.6) * size * 1.6;
  rows.push(`<text x="${n(x)}" y="${n(y)}" font-size="${n(size * 1.5)}" font-weight="600" fill="${colours.ink}">${escaped(title)}</text>`);
  return { drawn: rows.join(""), top: y - size * 2.5 };
}

export function drawSvg(graph, { title, key }) {
  const { cy } = graph;
  const colours = graph.colours();
  const box = cy.elements().boundingBox();
  const { drawn, top } = head(box, colours, title, key);
  const view = [box.x1 - 20, top, Math.max(box.w, 500) + 40, box.y2 + 20 - top];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(view[2])}" height="${n(view[3])}" viewBox="${view.map(n).join(" ")}" font-family='${FONT}'><title>${escaped(title)}</title>`
    + `<rect x="${n(view[0])}" y="${n(view[1])}" width="${n(view[2])}" height="${n(view[3])}" fill="${colours.paper}"/>${drawn}`
    + cy.edges().map((edge) => line(edge, colours)).join("") + cy.nodes().map((node) => disc(node, colours)).join("")
    + `${cy.nodes(".named").map((node) => label(node, colours)).join("")}</svg>`;
}

export function saveSvg(graph, name, what) {
  keep(new Blob([drawSvg(graph, what)], { type: "image/svg+xml" }), name);
}

export async function savePng(graph, name) {
  keep(await graph.cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: graph.colours().paper }), name);
}
