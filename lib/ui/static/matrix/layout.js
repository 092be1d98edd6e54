// Where everything stands: margins for names, the plot, and what the reader zoomed to.
const SLANT = (40 * Math.PI) / 180;
const SLANT_PITCH = 1.65; // columns narrower than this many letters' height stand upright
const TALLEST_CELL = 56;
const LEAST_FONT = 11;
const NARROW_ROW = 1.46; // on a phone a name takes three lines

function fontOf(m, px, weight) {
  return `${weight || 400} ${px}px ${m.family}`;
}

function widest(m, words, px) {
  m.ctx.font = fontOf(m, px, 600); // names in focus are bold
  let most = 0;
  for (const word of words) most = Math.max(most, m.ctx.measureText(word).width);
  return most;
}

// A word cut to a width, with "…"; the font of the context counts.
function cut(ctx, word, width) {
  if (ctx.measureText(word).width <= width) return word;
  let low = 0;
  let high = word.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(`${word.slice(0, middle).trimEnd()}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? `${word.slice(0, low).trimEnd()}…` : "";
}

// Words in lines of at most a width; null where one word alone is wider.
function wrapped(ctx, text, width) {
  const lines = [];
  for (const word of text.split(" ")) {
    if (ctx.measureText(word).width > width) return null;
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && ctx.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function columnMode(m, width) {
  const { labels } = m.model.columns;
  m.ctx.font = fontOf(m, m.font);
  const pitch = width / m.shown.columns.length;
  const fits = labels.length <= 40 && labels.every((label) => {
    const lines = wrapped(m.ctx, label, pitch - (m.isFixed ? 4 : 8));
    return lines && lines.length <= 3;
  });
  if (fits) return "level";
  return pitch >= m.font * SLANT_PITCH ? "slanted" : "upright";
}

function measure(m) {
  const { model, font } = m;
  const width = m.width;
  const names = (axis) => axis.labels.concat(axis.groups ? axis.groupNames : []);
  const isNarrow = width < 520;
  const left = Math.ceil(
    Math.min(
      Math.max(widest(m, names(model.rows), font), isNarrow ? 70 : 110),
      isNarrow ? width * 0.34 : m.isFixed ? nameRoom(m, width) : Math.min(width * 0.25, font * 19),
    ) + 8,
  );
  m.mode = columnMode(m, wideOf(m, width - left - 8));
  const upright = Math.min(font * 12.5, Math.max(font * 8, m.room * 0.28));
  const limit = isNarrow ? font * 9 : m.mode === "upright" ? upright : font * 12.5;
  const length = Math.min(limit, widest(m, names(model.columns), font));
  let right = 6;
  let top = length + 8;
  if (m.mode === "level") top = font * 1.2 * mostLines(m, wideOf(m, width - left - right)) + 8;
  if (m.mode === "slanted") {
    top = length * Math.sin(SLANT) + font + 4;
    right = overhang(m, wideOf(m, width - left), length);
  }
  top = Math.ceil(Math.max(top, titlesHeight(m, left)));
  // A figure of few rows keeps the form of cells; all others take the height that there is.
  const tallest = TALLEST_CELL * m.scale;
  const rowHeight = m.isFixed ? m.look.rowHeight * m.scale * (isNarrow ? NARROW_ROW : 1) : tallest;
  const plotHeight = Math.max(60, Math.min(m.room - top - 2, m.shown.rows.length * rowHeight));
  const plotWidth = Math.max(40, width - left - right);
  m.box = {
    left, top, right, length, width: plotWidth, height: plotHeight,
    wide: wideOf(m, plotWidth),
    tall: m.isFixed ? m.shown.rows.length * rowHeight : plotHeight,
  };
  m.height = Math.ceil(top + plotHeight + 2);
  if (m.isFixed && m.look.startsAtEnd && m.isAtEnd) m.camera.x = Infinity; // also when names came in
  clampCamera(m);
}

function mostLines(m, width) {
  m.ctx.font = fontOf(m, m.font);
  const pitch = width / m.shown.columns.length - 8;
  return Math.max(1, ...m.model.columns.labels.map((label) => (wrapped(m.ctx, label, pitch) || [""]).length));
}

// How far the slanted names of the last columns reach beyond the plot.
function overhang(m, room, length) {
  const { labels } = m.model.columns;
  let right = 6;
  m.ctx.font = fontOf(m, m.font, 600);
  for (let round = 0; round < 2; round += 1) {
    const pitch = (room - right) / m.shown.columns.length;
    let most = 6;
    m.shown.columns.forEach((column, place) => {
      const reach = Math.min(length, m.ctx.measureText(labels[column]).width) * Math.cos(SLANT);
      most = Math.max(most, reach + m.font - pitch * (m.shown.columns.length - place - 0.5));
    });
    right = most;
  }
  return Math.ceil(right);
}

// Rows of a kept height are a list that is read: names may take what the columns leave.
function nameRoom(m, width) {
  const columns = m.shown.columns.length * m.look.columnWidth * m.scale;
  return Math.max(width * 0.25, Math.min(width * 0.42, m.font * 26, width - columns - 20));
}

// Width of all columns together: the plot's, or more where columns keep a readable width.
function wideOf(m, room) {
  return m.isFixed ? Math.max(room, m.shown.columns.length * m.look.columnWidth * m.scale) : room;
}

function cellSize(m) {
  return {
    width: (m.box.wide * m.camera.zoom) / m.shown.columns.length,
    height: (m.box.tall * m.camera.zoom) / m.shown.rows.length,
  };
}

function mostZoom(m) {
  if (m.isFixed) return 1;
  const width = m.box.width / m.shown.columns.length;
  const height = m.box.height / m.shown.rows.length;
  return Math.max(2, (m.font * 2.4) / Math.min(width, height));
}

function clampCamera(m) {
  const { camera, box } = m;
  camera.zoom = Math.min(Math.max(camera.zoom, 1), mostZoom(m));
  camera.x = Math.min(Math.max(camera.x, 0), box.wide * camera.zoom - box.width);
  camera.y = Math.min(Math.max(camera.y, 0), Math.max(0, box.tall * camera.zoom - box.height));
}

// Zoom by a factor; the point (x, y) of the canvas stays where it is.
function zoomBy(m, factor, x, y) {
  const { camera, box } = m;
  const before = camera.zoom;
  const px = (x === undefined ? box.width / 2 : x - box.left);
  const py = (y === undefined ? box.height / 2 : y - box.top);
  camera.zoom = Math.min(Math.max(before * factor, 1), mostZoom(m));
  const grown = camera.zoom / before;
  camera.x = (camera.x + px) * grown - px;
  camera.y = (camera.y + py) * grown - py;
  clampCamera(m);
}

function cellRect(m, row, column) {
  const size = cellSize(m);
  return {
    x: m.box.left + column * size.width - m.camera.x,
    y: m.box.top + row * size.height - m.camera.y,
    width: size.width,
    height: size.height,
  };
}

// Move the picture so that a place (counted among the shown) is inside the plot.
function bringIntoView(m, row, column) {
  const rect = cellRect(m, row, column);
  const { box, camera } = m;
  camera.x += Math.min(0, rect.x - box.left) + Math.max(0, rect.x + rect.width - box.left - box.width);
  camera.y += Math.min(0, rect.y - box.top) + Math.max(0, rect.y + rect.height - box.top - box.height);
  clampCamera(m);
}

// First and last place on an axis that is at least partly in the plot.
function visible(m, axis) {
  const isRows = axis === "rows";
  const size = isRows ? cellSize(m).height : cellSize(m).width;
  const from = isRows ? m.camera.y : m.camera.x;
  const room = isRows ? m.box.height : m.box.width;
  const last = m.shown[axis].length - 1;
  return [
    Math.max(0, Math.floor(from / size + 1e-6)),
    Math.min(last, Math.ceil((from + room) / size - 1e-6) - 1),
  ];
}

// What is under a point: a cell, the name of a row or column, or nothing.
function under(m, x, y) {
  const { box, camera } = m;
  const size = cellSize(m);
  const place = (value, from, step, count) => {
    const found = Math.floor((value + from) / step);
    return found >= 0 && found < count ? found : -1;
  };
  const insideX = x >= box.left && x < box.left + box.width;
  const insideY = y >= box.top && y < box.top + box.height;
  const row = insideY ? place(y - box.top, camera.y, size.height, m.shown.rows.length) : -1;
  if (insideX && insideY) {
    const column = place(x - box.left, camera.x, size.width, m.shown.columns.length);
    return row < 0 || column < 0 ? null : { kind: "cell", row, column };
  }
  if (row >= 0 && x < box.left) return { kind: "rows", index: row };
  if (y < box.top && x >= box.left) {
    const foot = m.mode === "slanted" ? x - (box.top - y) / Math.tan(SLANT) : x;
    if (foot < box.left || foot >= box.left + box.width) return null;
    const column = place(foot - box.left, camera.x, size.width, m.shown.columns.length);
    return column < 0 ? null : { kind: "columns", index: column };
  }
  return null;
}
