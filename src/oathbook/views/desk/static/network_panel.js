// What is said beside the network: the actor in hand with its ties, and the key to colours.
const MOST = 40;
const KINDS = { under: "Stands under, or has under it", with: "Stands with", supports: "Supports, or is supported by", truce: "Truce", hostile: "Against" };
const SHAPES = { under: "arrow", with: "", hostile: "dash", truce: "dots", supports: "far" };
const SVG = "http://www.w3.org/2000/svg";

function make(tag, words = "", given = {}) {
  const element = Object.assign(document.createElement(tag), given);
  element.textContent = words;
  return element;
}

export function makePanel(place, hear) {
  let last = "";

  function rest(answer) {
    last = "";
    const blocs = answer.nodes.filter((node) => node.members > 1).length;
    const what = blocs ? "Click on a circle with a double rim to open the bloc." : "";
    place.replaceChildren(
      make("p", answer.nodes.length ? `Point at a circle to see whom it is tied to; click to keep it. Click on a line to read its claims. ${what}` : "No tie is told that holds on that day.", { className: "hint" }),
    );
  }

  function tie(edge, id) {
    const item = make("li");
    const other = edge.source().id() === id ? edge.target() : edge.source();
    const outward = edge.source().id() === id;
    const verb = { under: outward ? "under" : "has under it", supports: outward ? "supports" : "supported by", with: "with", truce: "truce with", hostile: "against" }[edge.data("kind")];
    const link = make("a", `${edge.data("claims")} claim${edge.data("claims") === 1 ? "" : "s"}`, { href: hear.behind(edge.id()), className: "n" });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      hear.showEvidence(edge.id());
    });
    const name = make("bdi", other.data("name"));
    item.append(`${verb} `, name, edge.data("sure") ? " " : " (perhaps) ", link);
    item.title = edge.data("words");
    return item;
  }

  function show(node) {
    const data = node.data();
    if (last === data.id && place.dataset.kept) return;
    last = data.id;
    const head = make("h2");
    head.dir = "auto";
    if (data.page) head.append(make("a", data.name, { href: `/actors/${encodeURIComponent(data.page)}` }));
    else head.textContent = data.name;
    const lines = [head];
    const many = data.members > 1 ? `${data.members} actors in one circle` : data.figure ? `${data.kind}; ${data.figure} fighters told` : `${data.kind}; nobody tells how many`;
    lines.push(make("p", many, { className: "hint" }));
    if (data.members > 1) lines.push(button("Open this bloc", () => hear.opened(data.id, true)));
    const edges = node.connectedEdges().toArray();
    for (const [kind, words] of Object.entries(KINDS)) {
      const found = edges.filter((edge) => edge.data("kind") === kind);
      if (!found.length) continue;
      const list = make("ul");
      list.append(...found.slice(0, MOST).map((edge) => tie(edge, data.id)));
      if (found.length > MOST) list.append(make("li", `and ${found.length - MOST} more, in the table below`, { className: "hint" }));
      const sample = make("span", "", { className: "picture" });
      sample.append(drawn(kind, SHAPES[kind]));
      const title = make("h3");
      title.append(sample, ` ${words} (${found.length})`);
      lines.push(title, list);
    }
    if (data.figure) {
      const link = make("a", "Claims about its strength", { href: hear.behind(data.id) });
      link.addEventListener("click", (event) => { event.preventDefault(); hear.showEvidence(data.id); });
      const line = make("p");
      line.append(link);
      lines.push(line);
    }
    if (data.banner && data.members === 1) lines.push(button("Close its bloc to one circle", () => hear.opened(data.banner, false)));
    place.replaceChildren(...lines);
    place.scrollTop = 0;
  }

  function button(words, act) {
    const made = make("button", words, { type: "button" });
    made.addEventListener("click", act);
    return made;
  }

  return { show, rest };
}

function shape(tag, given) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  return made;
}

// A sample of a line (with an arrow where it has one) or of a circle.
function drawn(colour, what) {
  const svg = shape("svg", { width: 24, height: 12, viewBox: "0 0 24 12", "aria-hidden": "true" });
  if (what === "dot") svg.append(shape("circle", { cx: 12, cy: 6, r: 4.5, class: `f-${colour}` }));
  else {
    svg.append(shape("path", { d: `M1 6H${what === "arrow" ? 17 : 23}`, class: `none s-${colour} mid ${what === "arrow" ? "" : what}` }));
    if (what === "arrow") svg.append(shape("path", { d: "M23 6l-7 -4v8z", class: `f-${colour}` }));
  }
  return svg;
}

export function makeKey(place, answer, form) {
  const entry = (colour, what, words) => {
    const item = make("li");
    item.append(drawn(colour, what), make("span", words));
    item.dataset.colour = colour;
    item.dataset.sample = what;
    return item;
  };
  const present = new Set(answer.edges.map((edge) => edge.kind));
  const lines = [...form.querySelectorAll("input[name=tie]")].filter((field) => present.has(field.value))
    .map((field) => entry(field.value, SHAPES[field.value], field.labels[0].textContent.trim()));
  const camps = answer.camps.map((camp) => entry(camp.colour, "dot", `${camp.name} and all under it`));
  const rest = answer.nodes.some((node) => node.camp === "ax") ? [entry("ax", "dot", "others")] : [];
  place.replaceChildren(...lines, ...camps, ...rest);
}
