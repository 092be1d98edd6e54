// One row as elements; every text is set as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";
const ICON_FROM_PX = 46;
const COUNT_FROM_PX = 16;

function icon(status) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-1.2 -1.2 2.4 2.4");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", status.path);
  path.setAttribute("fill", status.ink);
  svg.append(path);
  return svg;
}

function tile(status, parent) {
  const box = make("span", "tile", parent);
  box.style.background = status.fill;
  box.style.borderColor = status.edge;
  box.append(icon(status));
  return box;
}

function cell(row, className, span) {
  const box = make("div", `cell ${className}`, row);
  box.setAttribute("role", "gridcell");
  if (span > 1) box.setAttribute("aria-colspan", span);
  return box;
}

function nameCell(m, row, at) {
  const { rows } = m;
  const box = cell(row, "name", 1);
  box.style.paddingLeft = `${4 + rows.depths[at] * m.indent}px`;
  const twist = make("span", "twist", box);
  twist.setAttribute("aria-hidden", "true");
  if (hasBelow(m, at)) twist.textContent = isOpen(m, at) ? "▾" : "▸";
  const texts = make("span", "texts", box);
  const line = make("span", "line", texts);
  if (rows.levels[at]) make("small", "level", line).textContent = `${rows.levels[at]} `;
  make("span", "title", line).textContent = rows.names[at];
  line.title = rows.names[at];
  if (rows.facts[at]) make("small", "facts", texts).textContent = rows.facts[at];
  if (rows.kinds[at] === GOAL && rows.keys[at] && m.words.details) {
    const go = make("span", "go", box);
    go.textContent = m.words.details;
    go.dataset.opens = "1";
  }
}

// How many indicators have each status: a bar of counts, never a mean.
function bar(m, box, at) {
  const counts = m.rows.counts[at];
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!total) {
    make("small", "nothing", box).textContent = m.words.noIndicator;
    return;
  }
  const line = make("div", "bar", box);
  const said = [];
  counts.forEach((count, place) => {
    if (!count) return;
    const status = m.statuses[place];
    const part = make("span", "part", line);
    part.style.flexGrow = count;
    part.style.background = status.fill;
    part.style.borderColor = status.edge;
    part.style.color = status.ink;
    const room = (m.barWidth * count) / total;
    if (room >= ICON_FROM_PX) part.append(icon(status));
    if (room >= COUNT_FROM_PX) make("b", "", part).textContent = count;
    said.push(`${count} ${status.word}`);
  });
  line.title = said.join(" · ");
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", said.join(", "));
}

function goalCells(m, row, at) {
  bar(m, cell(row, "counts", 2), at);
  const told = cell(row, "told", 2);
  const worst = m.rows.statuses[at];
  if (worst >= 0) {
    const line = make("span", "worst", told);
    const isSingle = m.rows.counts[at].filter((count) => count).length === 1;
    make("small", "", line).textContent = `${isSingle ? m.words.all : m.words.worst} `;
    tile(m.statuses[worst], line);
    make("span", "word", line).textContent = m.statuses[worst].word;
  }
  if (m.rows.values[at]) make("small", "open", told).textContent = m.rows.values[at];
}

function indicatorCells(m, row, at) {
  const status = m.statuses[m.rows.statuses[at]];
  const first = cell(row, "status", 1);
  tile(status, first);
  make("span", "word", first).textContent = status.word;
  cell(row, "value", 1).textContent = m.rows.values[at];
  const target = make("span", "two", cell(row, "target", 1));
  target.textContent = m.rows.targets[at];
  target.title = m.rows.targets[at];
  cell(row, "trend", 1).textContent = m.rows.trends[at];
}

function measureCells(m, row, at) {
  cell(row, "status", 1).textContent = m.rows.values[at];
  cell(row, "wide", 3).textContent = m.rows.targets[at];
}

function makeRow(m, place) {
  const at = m.shown[place];
  const kind = m.rows.kinds[at];
  const row = make("div", `row kind${kind} depth${m.rows.depths[at]}`, null);
  row.id = `${m.id}-${at}`;
  row.dataset.at = at;
  row.setAttribute("role", "row");
  row.setAttribute("aria-level", m.rows.depths[at] + 1);
  row.setAttribute("aria-setsize", m.rows.sizes[at]);
  row.setAttribute("aria-posinset", m.rows.places[at]);
  row.setAttribute("aria-rowindex", place + 2);
  if (hasBelow(m, at)) row.setAttribute("aria-expanded", isOpen(m, at));
  row.style.top = `${m.tops[place]}px`;
  row.style.height = `${m.heights[kind]}px`;
  row.style.setProperty("--start", `${24 + m.rows.depths[at] * m.indent}px`);
  nameCell(m, row, at);
  if (kind === GOAL) goalCells(m, row, at);
  else if (kind === INDICATOR) indicatorCells(m, row, at);
  else measureCells(m, row, at);
  return row;
}
