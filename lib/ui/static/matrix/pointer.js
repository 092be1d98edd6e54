// Mouse, pen and fingers: point, click, drag, pinch. Plain scrolling belongs to the page.
const DRAG_FROM = 5;

function at(m, event) {
  const rect = m.canvas.getBoundingClientRect();
  return [event.clientX - rect.left, event.clientY - rect.top];
}

function point(m, event) {
  const [x, y] = at(m, event);
  const hit = under(m, x, y);
  const before = m.hover;
  const isSame = (!hit && !before) || (hit && before && hit.kind === before.kind
    && hit.row === before.row && hit.column === before.column && hit.index === before.index);
  m.hover = hit;
  m.canvas.style.cursor = !hit ? "" : hit.kind !== "cell" || m.chooses ? "pointer" : "default";
  if (hit && hit.kind === "cell") showTip(m, hit, x, y);
  else hideTip(m);
  if (!isSame) repaint(m);
}

function down(m, event) {
  m.canvas.setPointerCapture(event.pointerId);
  m.fingers.set(event.pointerId, at(m, event));
  m.drag = { start: at(m, event), last: at(m, event), moved: m.fingers.size > 1 };
  m.hasKeyboard = false;
}

function move(m, event) {
  if (!m.fingers.has(event.pointerId)) {
    point(m, event);
    return;
  }
  const before = m.fingers.get(event.pointerId);
  const now = at(m, event);
  if (m.fingers.size === 2) pinch(m, event.pointerId, now);
  else drag(m, before, now);
  m.fingers.set(event.pointerId, now);
}

function drag(m, before, now) {
  const far = Math.hypot(now[0] - m.drag.start[0], now[1] - m.drag.start[1]);
  if (far > DRAG_FROM) m.drag.moved = true;
  if (!m.drag.moved || m.camera.zoom <= 1) return;
  hideTip(m);
  m.hover = null;
  m.canvas.style.cursor = "grabbing";
  m.camera.x -= now[0] - before[0];
  m.camera.y -= now[1] - before[1];
  clampCamera(m);
  repaint(m);
}

function pinch(m, moved, now) {
  const [other] = [...m.fingers].filter(([id]) => id !== moved).map(([, place]) => place);
  const before = m.fingers.get(moved);
  const length = (place) => Math.max(10, Math.hypot(place[0] - other[0], place[1] - other[1]));
  m.drag.moved = true;
  zoomBy(m, length(now) / length(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  hideTip(m);
  showTools(m);
  repaint(m);
}

function up(m, event) {
  if (!m.fingers.delete(event.pointerId) || event.type === "pointercancel") return;
  if (m.fingers.size || m.drag.moved) {
    m.canvas.style.cursor = "";
    return;
  }
  const hit = under(m, ...at(m, event));
  if (!hit) return;
  if (hit.kind === "cell") {
    m.cursor = { row: hit.row, column: hit.column };
    if (event.pointerType !== "mouse") point(m, event);
    choose(m, hit);
  } else clickName(m, hit);
}

// A click on a name puts it into focus; on the name of a group it brings the group nearer.
function clickName(m, { kind, index }) {
  const cell = cellSize(m)[kind === "rows" ? "height" : "width"];
  const span = spans(m, kind).find((one) => one.first <= index && index <= one.last);
  const roomy = namesPx(m, kind === "columns" && m.mode === "slanted" ? cell / (SLANT_PITCH / 1.3) : cell);
  if (roomy || !span) {
    if (roomy) toggleFocus(m, kind, m.shown[kind][index]);
    return;
  }
  const room = kind === "rows" ? m.box.height : m.box.width;
  zoomBy(m, room / (cell * (span.last - span.first + 1)));
  const middle = ((span.first + span.last + 1) / 2) * cellSize(m)[kind === "rows" ? "height" : "width"];
  if (kind === "rows") m.camera.y = middle - room / 2;
  else m.camera.x = middle - room / 2;
  clampCamera(m);
  showTools(m);
  repaint(m);
}

function wheel(m, event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomBy(m, Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0035)), ...at(m, event));
  hideTip(m);
  showTools(m);
  repaint(m);
}

function leave(m) {
  hideTip(m);
  if (m.hover) {
    m.hover = null;
    repaint(m);
  }
}

function bindPointer(m) {
  const { canvas } = m;
  canvas.onpointerdown = (event) => down(m, event);
  canvas.onpointermove = (event) => move(m, event);
  canvas.onpointerup = (event) => up(m, event);
  canvas.onpointercancel = (event) => up(m, event);
  canvas.onpointerleave = () => leave(m);
  canvas.addEventListener("wheel", (event) => wheel(m, event), { passive: false });
}
