// Rows and columns that keep a readable size: the picture scrolls inside its frame, as any list does.
// The canvas stays in sight (names and years too) while an empty sheet as large as all cells moves.

// Width that the picture has; beside a bar for scrolling where there is one.
function roomAcross(m) {
  m.scroller.classList.toggle("scrolls", m.isFixed);
  return Math.floor(m.isFixed ? m.scroller.clientWidth : m.root.clientWidth);
}

function setScroller(m) {
  const { scroller, sheet, canvas, box } = m;
  if (!m.isFixed) {
    m.root.classList.remove("holds-more");
    scroller.style.height = "";
    sheet.style.width = "";
    sheet.style.height = "";
    canvas.style.width = "";
    return;
  }
  const wide = m.width + Math.max(0, box.wide - box.width);
  const tall = m.height + Math.max(0, box.tall - box.height);
  sheet.style.width = `${wide}px`;
  sheet.style.height = `${Math.floor(tall)}px`;
  canvas.style.width = `${m.width}px`;
  canvas.style.height = `${m.height}px`;
  m.root.classList.toggle("holds-more", wide > m.width || tall > m.height + 1);
  scroller.style.overflowX = wide > m.width ? "auto" : "hidden";
  scroller.style.height = `${m.height}px`;
  const bar = scroller.offsetHeight - scroller.clientHeight;
  if (bar > 0) scroller.style.height = `${m.height + bar}px`;
  followCamera(m);
}

// The frame scrolls to where the camera looks.
function followCamera(m) {
  if (!m.isFixed) return;
  const { scroller, camera } = m;
  m.isAtEnd = camera.x >= m.box.wide - m.box.width - 2;
  if (Math.abs(scroller.scrollTop - camera.y) >= 1) scroller.scrollTop = camera.y;
  if (Math.abs(scroller.scrollLeft - camera.x) >= 1) scroller.scrollLeft = camera.x;
}

// The camera looks where the frame was scrolled to.
function scrolled(m) {
  if (!m.isFixed || !m.box) return;
  const { scroller, camera } = m;
  if (Math.abs(scroller.scrollTop - camera.y) < 1 && Math.abs(scroller.scrollLeft - camera.x) < 1) return;
  camera.x = scroller.scrollLeft;
  camera.y = scroller.scrollTop;
  clampCamera(m);
  m.isAtEnd = camera.x >= m.box.wide - m.box.width - 2;
  m.hover = null;
  hideTip(m);
  repaint(m);
}

// A chosen cell of a link lies in sight when the picture opens.
function showChosen(m) {
  const chosen = shownCell(m, m.selected);
  if (!chosen) return;
  bringIntoView(m, chosen.row, chosen.column);
  followCamera(m);
  repaint(m);
}

function bindScroller(m) {
  m.scroller.onscroll = () => scrolled(m);
}
