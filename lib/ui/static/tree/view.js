// Only rows in sight are elements; the rest is empty height.
const SPARE_ROWS = 6;
const WIDE_FROM_PX = 820;

function build(m) {
  m.tools = make("div", "tools", m.root);
  m.lead = make("span", "lead", m.tools);
  m.opener = make("button", "", m.tools);
  m.shutter = make("button", "", m.tools);
  for (const [button, open] of [[m.opener, true], [m.shutter, false]]) {
    button.type = "button";
    button.onclick = () => {
      openAll(m, open);
      relay(m);
    };
  }
  m.grid = make("div", "grid", m.root);
  m.grid.tabIndex = 0;
  m.grid.setAttribute("role", "treegrid");
  const head = make("div", "head", m.grid);
  head.setAttribute("role", "rowgroup");
  m.head = make("div", "row", head);
  m.head.setAttribute("role", "row");
  m.head.setAttribute("aria-rowindex", 1);
  m.body = make("div", "body", m.grid);
  m.body.setAttribute("role", "rowgroup");
  m.hint = make("p", "hint", m.root);
  m.empty = make("p", "empty", m.root);
  m.grid.addEventListener("scroll", () => repaint(m), { passive: true });
}

function drawHead(m) {
  m.head.replaceChildren();
  for (const word of m.words.headings) {
    const box = make("div", "cell", m.head);
    box.setAttribute("role", "columnheader");
    box.textContent = word;
  }
}

// Sizes follow the room: columns side by side, or one below the other on a phone.
function fit(m) {
  const width = m.root.clientWidth;
  if (!width) return false;
  m.width = width;
  const isWide = width >= WIDE_FROM_PX;
  m.root.classList.toggle("narrow", !isWide);
  m.indent = isWide ? 20 : 9;
  m.heights = isWide ? [62, 42, 36] : [112, 104, 70];
  m.barWidth = isWide ? width * 0.3 - 24 : width - 60;
  return true;
}

function relay(m) {
  if (!m.rows || !fit(m)) return;
  layRows(m);
  m.body.style.height = `${m.whole}px`;
  m.grid.setAttribute("aria-rowcount", m.shown.length + 1);
  m.empty.hidden = m.rows.count > 0;
  m.grid.hidden = !m.rows.count;
  m.hint.hidden = !m.rows.count;
  const head = m.head.offsetHeight;
  m.grid.style.height = `${Math.min(m.look.height, m.whole + head + 3)}px`;
  for (const row of m.drawn.values()) row.remove();
  m.drawn = new Map();
  if (m.active !== null && !m.order.has(m.active)) m.active = seenParent(m, m.active);
  draw(m);
}

function seenParent(m, at) {
  let found = at;
  while (found >= 0 && !m.order.has(found)) found = m.rows.parents[found];
  return found >= 0 ? found : null;
}

function draw(m) {
  if (!m.rows || !m.shown.length) return;
  const top = m.grid.scrollTop;
  const first = Math.max(0, placeAt(m, top) - SPARE_ROWS);
  const last = Math.min(
    m.shown.length - 1,
    placeAt(m, top + m.grid.clientHeight) + SPARE_ROWS,
  );
  const wanted = new Set();
  for (let place = first; place <= last; place += 1) wanted.add(m.shown[place]);
  // the row with the cursor stays an element: a screen reader follows it by its id
  if (m.active !== null && m.order.has(m.active)) wanted.add(m.active);
  for (const [at, row] of m.drawn) {
    if (!wanted.has(at)) {
      row.remove();
      m.drawn.delete(at);
    }
  }
  for (const at of [...wanted].sort((a, b) => a - b)) {
    if (!m.drawn.has(at)) m.drawn.set(at, place(m, makeRow(m, m.order.get(at)), at));
  }
  mark(m);
}

// Rows lie in the document in the order of the tree, however they were scrolled to.
function place(m, row, at) {
  let next = null;
  for (const other of m.body.children) {
    if (Number(other.dataset.at) > at) {
      next = other;
      break;
    }
  }
  m.body.insertBefore(row, next);
  return row;
}

function mark(m) {
  for (const [at, row] of m.drawn) {
    const isActive = at === m.active;
    row.classList.toggle("active", isActive);
    row.setAttribute("aria-selected", isActive);
  }
  if (m.active === null) m.grid.removeAttribute("aria-activedescendant");
  else m.grid.setAttribute("aria-activedescendant", `${m.id}-${m.active}`);
}

function repaint(m) {
  if (m.waiting) return;
  m.waiting = requestAnimationFrame(() => {
    m.waiting = 0;
    draw(m);
  });
}

function bringIntoView(m, at) {
  const place = m.order.get(at);
  if (place === undefined) return;
  const head = m.head.offsetHeight;
  const top = m.tops[place];
  const bottom = top + m.heights[m.rows.kinds[at]];
  const room = m.grid.clientHeight - head;
  if (top < m.grid.scrollTop) m.grid.scrollTop = top;
  else if (bottom > m.grid.scrollTop + room) m.grid.scrollTop = bottom - room;
}
