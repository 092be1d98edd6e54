// The cells: one picture of one pixel a cell while they are tiny, rectangles as soon as they are not.
const RECTS_FROM = 6;
const GRID_FROM = 10;
const NUMBER_WIDTH = 15;
const NUMBER_HEIGHT = 12;
const MOST_SQUEEZE = 1.25; // a text a little wider than its cell is set narrower
const FAINT = 0.12; // level 5 must stay lighter than what is withheld

function channels(colour) {
  const hex = colour === "white" ? "#ffffff" : colour;
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

// Colour of a faint cell: mixed with paper, so that nothing shines through.
function pale(colour) {
  const mixed = channels(colour).map((value) => Math.round(255 - (255 - value) * FAINT));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function fillsOf(model) {
  return model.signs.map((sign) => [sign.fill, pale(sign.fill)]);
}

// One pixel a cell; cells that are hatched stay open for the ground.
function imageOf(m) {
  const { model, shown } = m;
  const canvas = document.createElement("canvas");
  canvas.width = shown.columns.length;
  canvas.height = shown.rows.length;
  const ctx = canvas.getContext("2d");
  const picture = ctx.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(picture.data.buffer);
  const colours = fillsOf(model).map((pair) => pair.map((colour) => {
    const [red, green, blue] = channels(colour);
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }));
  let at = 0;
  for (const row of shown.rows) {
    for (const column of shown.columns) {
      const cell = positionOf(model, row, column);
      const code = model.codes[cell];
      pixels[at] = model.signs[code].hatched ? 0 : colours[code][model.faint[cell]];
      at += 1;
    }
  }
  ctx.putImageData(picture, 0, 0);
  return canvas;
}

// Stripes for what nobody rated; calm ones where cells are no larger than the stripes.
function hatch(m, isCalm) {
  const step = Math.round(4 * m.ratio);
  const tile = document.createElement("canvas");
  tile.width = step * 2;
  tile.height = step * 2;
  const ctx = tile.getContext("2d");
  ctx.fillStyle = isCalm ? m.colours.calmLight : m.colours.hatchLight;
  ctx.fillRect(0, 0, step * 2, step * 2);
  ctx.strokeStyle = isCalm ? m.colours.calmDark : m.colours.hatchDark;
  ctx.lineWidth = step * 0.7;
  for (const shift of [-1, 0, 1]) {
    ctx.beginPath();
    ctx.moveTo(shift * step * 2 - step, step * 3);
    ctx.lineTo(shift * step * 2 + step * 3, -step);
    ctx.stroke();
  }
  const pattern = m.ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / m.ratio));
  return pattern;
}

function drawGround(m) {
  const size = cellSize(m);
  m.hatch = m.hatch || [hatch(m, false), hatch(m, true)];
  m.ctx.fillStyle = m.hatch[Math.min(size.width, size.height) < RECTS_FROM ? 1 : 0];
  m.ctx.fillRect(m.box.left, m.box.top, m.box.width, m.box.height);
}

function drawCells(m) {
  const size = cellSize(m);
  const { ctx, box, camera } = m;
  m.image = m.image || imageOf(m);
  if (Math.min(size.width, size.height) >= RECTS_FROM) {
    drawRects(m, size);
    return;
  }
  ctx.imageSmoothingEnabled = Math.min(size.width, size.height) * m.ratio < 1;
  ctx.imageSmoothingQuality = "high";
  ctx.drawImage(
    m.image, box.left - camera.x, box.top - camera.y,
    size.width * m.image.width, size.height * m.image.height,
  );
}

function drawRects(m, size) {
  const { ctx, model, ratio } = m;
  const fills = fillsOf(model);
  const snap = (value) => Math.round(value * ratio) / ratio;
  const [top, bottom] = visible(m, "rows");
  const [first, last] = visible(m, "columns");
  for (let r = top; r <= bottom; r += 1) {
    const y = snap(m.box.top + r * size.height - m.camera.y);
    const height = snap(m.box.top + (r + 1) * size.height - m.camera.y) - y;
    for (let c = first; c <= last; c += 1) {
      const at = positionOf(model, m.shown.rows[r], m.shown.columns[c]);
      const code = model.codes[at];
      if (!model.signs[code].hatched && !model.rows.headings.has(m.shown.rows[r])) {
        const x = snap(m.box.left + c * size.width - m.camera.x);
        const width = snap(m.box.left + (c + 1) * size.width - m.camera.x) - x;
        ctx.fillStyle = fills[code][model.faint[at]];
        ctx.fillRect(x, y, width, height);
      }
    }
  }
}

// White lines between the cells, over the stripes, too.
function drawGrid(m) {
  const size = cellSize(m);
  if (Math.min(size.width, size.height) < GRID_FROM) return;
  const { ctx, box, ratio } = m;
  const thick = Math.max(1, Math.round(ratio)) / ratio;
  ctx.fillStyle = "#ffffff";
  const [top, bottom] = visible(m, "rows");
  const [first, last] = visible(m, "columns");
  for (let r = top; r <= bottom; r += 1) {
    const y = Math.round((box.top + (r + 1) * size.height - m.camera.y) * ratio) / ratio;
    ctx.fillRect(box.left, y - thick, box.width, thick);
  }
  for (let c = first; c <= last; c += 1) {
    const x = Math.round((box.left + (c + 1) * size.width - m.camera.x) * ratio) / ratio;
    ctx.fillRect(x - thick, box.top, thick, box.height);
  }
}

function numbersFit(m, size) {
  return size.width >= NUMBER_WIDTH * m.scale && size.height >= NUMBER_HEIGHT * m.scale;
}

function drawNumbers(m) {
  const size = cellSize(m);
  if (!numbersFit(m, size)) return;
  const { ctx, model } = m;
  const px = Math.min(m.font * 1.08, Math.max(LEAST_FONT * m.scale, Math.min(size.height * 0.62, size.width * 0.6)));
  ctx.font = fontOf(m, px, 600);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const widths = new Map();
  const [top, bottom] = visible(m, "rows");
  const [first, last] = visible(m, "columns");
  for (let r = top; r <= bottom; r += 1) {
    for (let c = first; c <= last; c += 1) {
      const at = positionOf(model, m.shown.rows[r], m.shown.columns[c]);
      const text = model.icons[model.codes[at]] ? "" : textOf(model, at);
      if (text) {
        if (!widths.has(text)) widths.set(text, ctx.measureText(text).width);
        if (widths.get(text) <= size.width * MOST_SQUEEZE) {
          const rect = cellRect(m, r, c);
          ctx.fillStyle = model.faint[at] ? m.colours.muted : model.signs[model.codes[at]].ink;
          const y = rect.y + rect.height / 2 + px * 0.06;
          ctx.fillText(text, rect.x + rect.width / 2, y, size.width - 2);
        }
      }
    }
  }
}

// Lines where a new group begins, as long as groups are larger than a line.
function drawGroupLines(m) {
  const { ctx, box } = m;
  const size = cellSize(m);
  ctx.strokeStyle = m.colours.muted;
  ctx.lineWidth = 1;
  ctx.globalAlpha = Math.min(size.width, size.height) < RECTS_FROM ? 0.5 : 0.75;
  ctx.beginPath();
  for (const axis of ["rows", "columns"]) {
    for (const { first } of spans(m, axis).slice(1)) {
      if (axis === "rows") {
        const y = Math.round(box.top + first * size.height - m.camera.y) - 0.5;
        ctx.moveTo(box.left, y);
        ctx.lineTo(box.left + box.width, y);
      } else {
        const x = Math.round(box.left + first * size.width - m.camera.x) - 0.5;
        ctx.moveTo(x, box.top);
        ctx.lineTo(x, box.top + box.height);
      }
    }
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

// Cover what does not belong to the row or column in focus with a veil of paper.
function drawVeil(m) {
  if (!m.focus) return;
  const { ctx, box } = m;
  const size = cellSize(m);
  const at = (axis) => m.shown[axis].indexOf(m.focus.index);
  const isRow = m.model.isSquare || m.focus.axis === "rows";
  const isColumn = m.model.isSquare || m.focus.axis === "columns";
  const row = isRow ? box.top + at("rows") * size.height - m.camera.y : box.top;
  const column = isColumn ? box.left + at("columns") * size.width - m.camera.x : box.left;
  const height = isRow ? size.height : 0;
  const width = isColumn ? size.width : 0;
  const x = [box.left, column, column + width, box.left + box.width];
  const y = [box.top, row, row + height, box.top + box.height];
  ctx.fillStyle = "rgb(255 255 255 / 78%)";
  for (const [left, right] of [[x[0], x[1]], [x[2], x[3]]]) {
    for (const [top, bottom] of [[y[0], y[1]], [y[2], y[3]]]) {
      if (right > left && bottom > top) ctx.fillRect(left, top, right - left, bottom - top);
    }
  }
}

function frame(m, cell, colour, width) {
  const rect = cellRect(m, cell.row, cell.column);
  const grow = Math.max(0, 7 - Math.min(rect.width, rect.height)) / 2;
  m.ctx.strokeStyle = colour;
  m.ctx.lineWidth = width;
  m.ctx.strokeRect(
    rect.x - grow, rect.y - grow, rect.width + 2 * grow - 1, rect.height + 2 * grow - 1,
  );
}

function drawFrames(m) {
  if (m.hover && m.hover.kind === "cell") frame(m, m.hover, m.colours.ink, 1);
  const chosen = shownCell(m, m.selected);
  if (chosen) {
    frame(m, chosen, "#ffffff", 5);
    frame(m, chosen, m.colours.contrast, 3);
  }
  if (m.hasKeyboard && m.cursor) {
    frame(m, m.cursor, "#ffffff", 4);
    frame(m, m.cursor, m.colours.ink, 2);
  }
}

// Place among the shown of a cell that is named by its keys; null where it is not shown.
function shownCell(m, keys) {
  if (!keys) return null;
  const row = m.shown.rows.indexOf(m.model.rows.keys.indexOf(keys[0]));
  const column = m.shown.columns.indexOf(m.model.columns.keys.indexOf(keys[1]));
  return row < 0 || column < 0 ? null : { row, column };
}
