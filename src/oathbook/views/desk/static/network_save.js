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
    drawn += `<path fill-opacity="${n(edge.numericStyle("opacity"))}" d="M${n(to.x)} ${n(to.y)}L${n(back[0] - uy * 4)} ${n(back[1] + ux * 4)}L${n(back[0] + uy * 4)} ${n(back[1] - ux * 4)}Z" fill="${colour}"/>`;
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
  const wide = Math.max(box.w, 500);
  const size = wide / 110 + 6;
  let [x, row] = [0, 0];
  const entries = [...key.children].map((item) => {
    const long = item.textContent.length * size * 0.58 + size * 4;
    if (x > 0 && x + long > wide) [x, row] = [0, row + 1];
    const at = [x, row];
    x += long;
    return { item, at };
  });
  const bottom = box.y1 - size * 2;
  const drawn = entries.map(({ item, at: [left, line] }) => entry(item, box.x1 + left, bottom - (row - line) * size * 1.6, size, colours));
  const y = bottom - (row + 1) * size * 1.6 - size * 0.8;
  drawn.push(`<text x="${n(box.x1)}" y="${n(y)}" font-size="${n(size * 1.5)}" font-weight="600" fill="${colours.ink}">${escaped(title)}</text>`);
  return { drawn: drawn.join(""), top: y - size * 2.5 };
}

function entry(item, x, y, size, colours) {
  const { colour, sample: what } = item.dataset;
  const middle = n(y - size * 0.35);
  const shape = what === "dot" ? `<circle cx="${n(x + size)}" cy="${middle}" r="${n(size * 0.4)}" fill="${colours[colour]}"/>`
    : `<path d="M${n(x)} ${middle}h${n(size * 1.8)}" fill="none" stroke="${colours[colour]}" stroke-width="${n(size / 7)}"${DASHES[what] ? ` stroke-dasharray="${DASHES[what]}"` : ""}/>`;
  return `${shape}<text x="${n(x + size * 2.2)}" y="${n(y)}" font-size="${n(size)}" fill="${colours.ink}">${escaped(item.textContent)}</text>`;
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

// The same as pixels: Cytoscape's own image, below title and key.
export async function savePng(graph, name, { title, key }) {
  const colours = graph.colours();
  const drawn = await createImageBitmap(await graph.cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: colours.paper }));
  const [size, edge] = [24, 32];
  const wide = Math.max(drawn.width, 1100) + 2 * edge;
  const canvas = Object.assign(document.createElement("canvas"), { width: wide });
  const pen = canvas.getContext("2d");
  pen.font = `${size}px ${FONT}`;
  let [x, y] = [edge, edge + size * 3.2];
  const entries = [...key.children].map((item) => {
    const long = pen.measureText(item.textContent).width + size * 4;
    if (x > edge && x + long > wide - edge) [x, y] = [edge, y + size * 1.5];
    const at = [x, y];
    x += long;
    return { item, at };
  });
  canvas.height = y + edge + drawn.height + edge;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, wide, canvas.height);
  pen.fillStyle = colours.ink;
  pen.font = `600 ${size * 1.3}px ${FONT}`;
  pen.fillText(title, edge, edge + size * 1.2);
  pen.font = `${size}px ${FONT}`;
  for (const { item, at: [left, line] } of entries) {
    sample(pen, item.dataset, left, line - size * 0.35, size, colours);
    pen.fillText(item.textContent, left + size * 2.2, line);
  }
  pen.drawImage(drawn, (wide - drawn.width) / 2, y + edge);
  keep(await new Promise((done) => canvas.toBlob(done)), name);
}

function sample(pen, { colour, sample: what }, x, y, size, colours) {
  pen.fillStyle = pen.strokeStyle = colours[colour];
  pen.lineWidth = size / 7;
  pen.setLineDash((DASHES[what] || "").split(" ").filter(Boolean).map((part) => part * 2));
  pen.beginPath();
  if (what === "dot") { pen.arc(x + size, y, size * 0.4, 0, 7); pen.fill(); }
  else { pen.moveTo(x, y); pen.lineTo(x + size * 1.8, y); pen.stroke(); }
  pen.setLineDash([]);
  pen.fillStyle = colours.ink;
}
