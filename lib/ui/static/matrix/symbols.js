// Drawn symbols in the cells, and headings: rows that name a group across the whole width.
const ICON_SHARE = 0.4; // of the smaller side of a cell, from its middle
const LEAST_ICON = 12;
const GAP = 6;

function drawIcons(m) {
  const size = cellSize(m);
  const least = Math.min(size.width, size.height);
  if (least < LEAST_ICON) return;
  const { ctx, model } = m;
  const half = Math.min(least * ICON_SHARE, 13 * m.scale);
  const room = size.width - 2 * half - GAP - 10;
  const texts = widestWord(m, true) <= room; // else the words alone, else the symbols alone
  const hasWords = texts || widestWord(m, false) <= room;
  const [top, bottom] = visible(m, "rows");
  const [first, last] = visible(m, "columns");
  for (let r = top; r <= bottom; r += 1) {
    for (let c = first; c <= last; c += 1) {
      const at = positionOf(model, m.shown.rows[r], m.shown.columns[c]);
      const icon = model.icons[model.codes[at]];
      if (icon) {
        const rect = cellRect(m, r, c);
        const word = hasWords ? besideIcon(m, at, texts) : { text: "", width: 0 };
        ctx.fillStyle = model.faint[at] ? m.colours.muted : model.signs[model.codes[at]].ink;
        const whole = 2 * half + (word.width ? word.width + GAP : 0);
        const middle = rect.x + (rect.width - whole) / 2 + half;
        ctx.save();
        ctx.translate(middle, rect.y + rect.height / 2);
        ctx.scale(half, half);
        ctx.fill(icon);
        ctx.restore();
        if (word.width) ctx.fillText(word.text, middle + half + GAP, rect.y + rect.height / 2);
      }
    }
  }
}

// Text or word of a cell, to stand beside its symbol.
function besideIcon(m, at, texts) {
  const { ctx, model } = m;
  ctx.font = fontOf(m, m.font);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const text = (texts && model.texts.get(at)) || model.signs[model.codes[at]].word;
  return { text, width: ctx.measureText(text).width };
}

// Words stand beside all symbols or beside none: one without its word would look like another thing.
function widestWord(m, withTexts) {
  const { ctx, model } = m;
  if (model.widestAt !== m.font) {
    model.widestAt = m.font;
    model.widest = new Map();
  }
  if (!model.widest.has(withTexts)) {
    const words = new Set(model.signs.filter((sign) => sign.path && sign.legend).map((sign) => sign.word));
    if (withTexts) {
      for (const [at, text] of model.texts) if (model.icons[model.codes[at]]) words.add(text);
    }
    ctx.font = fontOf(m, m.font);
    model.widest.set(withTexts, Math.max(0, ...[...words].map((word) => ctx.measureText(word).width)));
  }
  return model.widest.get(withTexts);
}

function isHeading(m, axis, place) {
  return axis === "rows" && m.model.rows.headings.has(m.shown.rows[place]);
}

// A band over names and cells, with the name of the group from the left edge on.
function drawHeadings(m) {
  const { ctx, box } = m;
  const { headings, labels } = m.model.rows;
  if (!headings.size) return;
  const size = cellSize(m);
  const [first, last] = visible(m, "rows");
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, box.top, box.left + box.width, box.height);
  ctx.clip();
  ctx.font = fontOf(m, Math.min(m.font, size.height * 0.88), 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (let place = first; place <= last; place += 1) {
    if (isHeading(m, "rows", place)) {
      const y = box.top + place * size.height - m.camera.y;
      ctx.fillStyle = m.colours.band;
      ctx.fillRect(0, y, box.left + box.width, size.height - 1);
      ctx.fillStyle = m.colours.ink;
      const name = cut(ctx, labels[m.shown.rows[place]], box.left + box.width - 12);
      ctx.fillText(name, 6, y + size.height / 2);
    }
  }
  ctx.restore();
}

// Name of the group a row stands in; nothing where it was said with the row before.
function headingOf(m, row) {
  for (let place = row; place >= 0; place -= 1) {
    if (isHeading(m, "rows", place)) {
      const isSaid = m.saidHeading === place;
      m.saidHeading = place;
      return isSaid ? [] : [m.model.rows.labels[m.shown.rows[place]]];
    }
  }
  return [];
}

// A heading is no cell: the cursor goes on in its direction, or back where nothing follows.
function pastHeading(m, from) {
  const last = m.shown.rows.length - 1;
  const step = m.cursor.row < from ? -1 : 1;
  let { row } = m.cursor;
  while (row >= 0 && row <= last && isHeading(m, "rows", row)) row += step;
  if (row < 0 || row > last) {
    row = m.cursor.row;
    while (row >= 0 && row <= last && isHeading(m, "rows", row)) row -= step;
  }
  if (row >= 0 && row <= last) m.cursor = { row, column: m.cursor.column };
}

function drawnSign(sign) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "-1.15 -1.15 2.3 2.3");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", sign.path);
  path.setAttribute("fill", sign.ink);
  drawing.append(path);
  return drawing;
}
