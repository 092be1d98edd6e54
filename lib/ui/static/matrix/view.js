// One painting of the whole picture, and what changes it: data, size, focus, choice.
function paint(m) {
  const began = m.began || performance.now(); // with unpacking, where values are new
  const { ctx, canvas, ratio } = m;
  if (!m.width || !m.model) return;
  const width = Math.round(m.width * ratio);
  const height = Math.round(m.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.height = `${m.height}px`;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(0, 0, m.width, m.height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(m.box.left, m.box.top, m.box.width, m.box.height);
  ctx.clip();
  drawGround(m);
  drawCells(m);
  drawGrid(m);
  drawIcons(m);
  drawNumbers(m);
  drawGroupLines(m);
  drawVeil(m);
  ctx.restore();
  ctx.save();
  ctx.beginPath();
  ctx.rect(m.box.left - 4, m.box.top - 4, m.box.width + 8, m.box.height + 8);
  ctx.clip();
  drawFrames(m);
  ctx.restore();
  drawRowNames(m);
  drawHeadings(m);
  drawColumnNames(m);
  drawTitles(m);
  m.painted += 1;
  m.began = 0;
  m.root.dataset.painted = m.painted;
  m.root.dataset.ms = (performance.now() - began).toFixed(2);
}

// Paint with the next frame, however many things changed until then.
function repaint(m) {
  if (m.waiting) return;
  m.waiting = requestAnimationFrame(() => {
    m.waiting = 0;
    paint(m);
  });
}

// Sizes of type and room: presentation grows with the window.
function fit(m) {
  const { look } = m;
  m.presentation = look.presentation;
  m.isFixed = look.rowHeight > 0;
  const fluid = m.presentation ? Math.max(1, window.innerWidth / 1280) : 1;
  m.font = m.presentation ? 16 * fluid : 13;
  m.scale = m.font / 13;
  m.root.style.setProperty("--type", `${m.font}px`);
  m.ratio = Math.max(1, Math.min(3, window.devicePixelRatio || 1));
  m.hatch = null;
  const width = roomAcross(m);
  if (!width) return false;
  m.width = width;
  m.family = getComputedStyle(m.root).fontFamily || "sans-serif";
  const around = m.tools.offsetHeight + m.foot.offsetHeight + 8;
  const whole = m.presentation ? m.root.clientHeight : look.height;
  m.room = Math.max(220, whole - around);
  measure(m);
  setScroller(m);
  if (m.isFixed && roomAcross(m) !== m.width) { // a bar for scrolling came or went
    m.width = roomAcross(m);
    measure(m);
    setScroller(m);
  }
  return true;
}

function layoutAndPaint(m) {
  if (!m.model || !fit(m)) return;
  const wasLarge = m.isLarge;
  m.isLarge = !isLegible(m);
  if (m.focus && wasLarge !== m.isLarge) {
    setShown(m);
    measure(m);
  }
  m.root.classList.toggle("has-zoom", !m.isFixed && (m.isLarge || m.width < 520));
  showTools(m);
  paint(m);
}

// Whether the names of all rows and columns have room without zooming.
function isLegible(m) {
  if (m.isFixed) return true;
  const height = m.box.height / m.model.rows.keys.length;
  const width = m.box.width / m.model.columns.keys.length;
  return height >= m.font * 0.85 && width >= m.font * 0.85;
}

function setShown(m) {
  m.shown = shownOf(m.model, m.focus, Boolean(m.focus && m.isLarge));
  m.image = null;
}

// Put one row or column (in a square matrix: both of one key) into focus; null for none.
function setFocus(m, focus) {
  const stood = m.cursor && keysAt(m, m.cursor);
  m.focus = focus;
  setShown(m);
  if (!m.isFixed) m.camera = { zoom: 1, x: 0, y: 0 };
  m.cursor = shownCell(m, stood);
  m.hover = null;
  hideTip(m);
  layoutAndPaint(m);
  say(m, focus ? m.words.focused.replace("{name}", m.model[focus.axis].labels[focus.index]) : m.words.whole);
}

function sameFocus(m, axis, index) {
  return m.focus && m.focus.index === index && (m.model.isSquare || m.focus.axis === axis);
}

function toggleFocus(m, axis, index) {
  setFocus(m, sameFocus(m, axis, index) ? null : { axis, index });
}

// New values from Python: keep zoom and focus while the axes stay the same.
function take(m, data) {
  if (data === m.data) return;
  m.began = performance.now();
  const before = m.model;
  const held = m.focus ? before[m.focus.axis].keys[m.focus.index] : null;
  m.data = data;
  m.look = data.look;
  m.words = data.words;
  m.chooses = data.chooses;
  m.model = readModel(data.matrix);
  m.selected = data.selected;
  const isSame = before && ["rows", "columns"].every(
    (axis) => before[axis].signature === m.model[axis].signature,
  );
  if (!isSame) {
    m.camera = { zoom: 1, x: 0, y: 0 };
    m.isAtEnd = true;
    m.cursor = null;
    hideTip(m);
  }
  m.hover = null;
  const index = held === null ? -1 : m.model[m.focus.axis].keys.indexOf(held);
  m.focus = index < 0 ? null : { axis: m.focus.axis, index };
  setShown(m);
  writeWords(m);
  layoutAndPaint(m);
  if (!isSame && m.isFixed && m.box) showChosen(m);
}

// Keys of a place among the shown.
function keysAt(m, cell) {
  const { rows, columns } = m.model;
  return [rows.keys[m.shown.rows[cell.row]], columns.keys[m.shown.columns[cell.column]]];
}

function choose(m, cell) {
  if (!m.chooses) return;
  let keys = null;
  if (cell) {
    const position = positionOf(m.model, m.shown.rows[cell.row], m.shown.columns[cell.column]);
    if (!isChoosable(m.model, position)) return;
    keys = keysAt(m, cell);
    if (m.selected && m.selected[0] === keys[0] && m.selected[1] === keys[1]) keys = null;
  }
  if (!keys && !m.selected) return;
  m.selected = keys;
  repaint(m);
  m.trigger("chosen", { row: keys ? keys[0] : "", column: keys ? keys[1] : "" });
}
