// The canvas is one stop of the tab key; arrows walk from cell to cell, each cell is spoken.
function stepOf(m, event) {
  const rows = m.shown.rows.length - 1;
  const columns = m.shown.columns.length - 1;
  const { row, column } = m.cursor;
  const page = Math.max(1, visible(m, "rows")[1] - visible(m, "rows")[0]);
  const all = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowUp": return [row - 1, column];
    case "ArrowDown": return [row + 1, column];
    case "ArrowLeft": return [row, column - 1];
    case "ArrowRight": return [row, column + 1];
    case "Home": return [all ? 0 : row, 0];
    case "End": return [all ? rows : row, columns];
    case "PageUp": return [row - Math.min(page, 10), column];
    case "PageDown": return [row + Math.min(page, 10), column];
    default: return null;
  }
}

function startCursor(m) {
  m.cursor = m.cursor || shownCell(m, m.selected)
    || { row: visible(m, "rows")[0], column: visible(m, "columns")[0] };
}

function showCursor(m) {
  bringIntoView(m, m.cursor.row, m.cursor.column);
  followCamera(m);
  const rect = cellRect(m, m.cursor.row, m.cursor.column);
  showTip(m, m.cursor, rect.x + rect.width / 2, rect.y + rect.height / 2);
  say(m, [...headingOf(m, m.cursor.row), ...wordsAt(m, m.cursor)].join(". "));
  repaint(m);
}

function walk(m, event) {
  const first = !m.cursor;
  startCursor(m);
  const from = m.cursor.row;
  const step = stepOf(m, event);
  if (!step) return false;
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);
  // the first key press only shows where the cursor is, unless it jumps
  if (!first || !event.key.startsWith("Arrow")) {
    m.cursor = {
      row: clamp(step[0], m.shown.rows.length - 1),
      column: clamp(step[1], m.shown.columns.length - 1),
    };
  }
  pastHeading(m, from);
  showCursor(m);
  return true;
}

function zoomFromKey(m, factor) {
  startCursor(m);
  const rect = cellRect(m, m.cursor.row, m.cursor.column);
  zoomBy(m, factor, rect.x + rect.width / 2, rect.y + rect.height / 2);
  showTools(m);
  showCursor(m);
}

function escape(m) {
  if (!m.tip.hidden) hideTip(m);
  if (m.selected) choose(m, null);
  else if (m.focus) setFocus(m, null);
}

function press(m, event) {
  m.hasKeyboard = true;
  if (walk(m, event)) {
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = {
    Enter: () => choose(m, m.cursor),
    " ": () => choose(m, m.cursor),
    Escape: () => escape(m),
    "+": () => zoomFromKey(m, 1.6),
    "-": () => zoomFromKey(m, 1 / 1.6),
    0: () => showWhole(m),
    f: () => toggleFocus(m, "rows", m.shown.rows[m.cursor.row]),
    F: () => toggleFocus(m, "columns", m.shown.columns[m.cursor.column]),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
}

function bindKeyboard(m) {
  m.canvas.onkeydown = (event) => press(m, event);
  m.canvas.onfocus = () => {
    if (!m.canvas.matches(":focus-visible")) return;
    m.hasKeyboard = true;
    repaint(m);
  };
  m.canvas.onblur = () => {
    m.hasKeyboard = false;
    hideTip(m);
    repaint(m);
  };
}
