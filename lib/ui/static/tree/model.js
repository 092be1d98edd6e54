// The rows of the tree as they come, which of them are open, and which can be seen.
const GOAL = 0;
const INDICATOR = 1;
const MEASURE = 2;

function make(tag, className, parent) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (parent) parent.append(element);
  return element;
}

// Parents, children and places among siblings follow from order and depth.
function unpack(sent) {
  const rows = { ...sent };
  for (const name of ["levels", "facts", "targets", "trends"]) {
    const { words, codes } = sent[name];
    rows[name] = codes.map((code) => words[code]);
  }
  const count = rows.keys.length;
  const parents = new Int32Array(count).fill(-1);
  const sizes = new Int32Array(count);
  const places = new Int32Array(count);
  const siblings = new Map();
  const way = [];
  for (let at = 0; at < count; at += 1) {
    way.length = rows.depths[at];
    const parent = way.length ? way[way.length - 1] : -1;
    parents[at] = parent;
    const list = siblings.get(parent) || [];
    list.push(at);
    siblings.set(parent, list);
    places[at] = list.length;
    way.push(at);
  }
  for (const list of siblings.values()) for (const at of list) sizes[at] = list.length;
  const byId = new Map();
  for (let at = 0; at < count; at += 1) byId.set(idOf(rows, at), at);
  return { ...rows, count, parents, sizes, places, siblings, byId };
}

function idOf(rows, at) {
  return `${rows.kinds[at]}:${rows.keys[at]}`;
}

function hasBelow(m, at) {
  return m.rows.siblings.has(at);
}

function isOpen(m, at) {
  return m.open.has(idOf(m.rows, at));
}

function setOpen(m, at, open) {
  if (open) m.open.add(idOf(m.rows, at));
  else m.open.delete(idOf(m.rows, at));
}

function openAll(m, open) {
  m.open = new Set();
  if (open) for (const at of m.rows.siblings.keys()) if (at >= 0) setOpen(m, at, true);
}

// What a reader opened stays while only values change; another narrowing opens what is to be seen.
function startOpen(m, narrowing, wish) {
  if (m.narrowing === narrowing) return;
  if (m.narrowing === "") m.own = m.open;
  m.narrowing = narrowing;
  if (narrowing === "" && m.own) {
    m.open = m.own;
    return;
  }
  openAll(m, wish === "all");
  if (wish !== "first" || !m.rows.count) return;
  for (let at = 0; at < m.rows.count && (at === 0 || m.rows.depths[at] > 0); at += 1) {
    if (hasBelow(m, at)) setOpen(m, at, true);
  }
}

// Rows in sight, top down, with their places in pixels: what lies below a shut row is skipped.
function layRows(m) {
  const { rows } = m;
  const shown = [];
  const tops = [];
  let top = 0;
  let skipBelow = Infinity;
  for (let at = 0; at < rows.count; at += 1) {
    const depth = rows.depths[at];
    if (depth > skipBelow) continue;
    skipBelow = hasBelow(m, at) && !isOpen(m, at) ? depth : Infinity;
    shown.push(at);
    tops.push(top);
    top += m.heights[rows.kinds[at]];
  }
  m.shown = shown;
  m.tops = tops;
  m.whole = top;
  m.order = new Map(shown.map((at, place) => [at, place]));
}

// First row that ends below a height (binary search).
function placeAt(m, height) {
  let low = 0;
  let high = m.tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (m.tops[middle] <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}
