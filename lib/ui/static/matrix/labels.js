// Names along the sides: every row and column where there is room, else their groups, else some.

// Runs of equal groups among the shown: name, first and last place.
function spans(m, axis) {
  const { groups, groupNames } = m.model[axis];
  const found = [];
  if (!groups) return found;
  m.shown[axis].forEach((index, place) => {
    const last = found[found.length - 1];
    if (last && last.group === groups[index]) last.last = place;
    else found.push({ group: groups[index], name: groupNames[groups[index]], first: place, last: place });
  });
  return found;
}

// Type size for names of cells of this size; 0 where every name has no room.
function namesPx(m, size) {
  const least = m.presentation ? 14 : LEAST_FONT;
  const px = Math.min(m.font, size * 0.88);
  return px >= least ? px : 0;
}

// What is written on an axis: {name, at (middle in cells), index or -1 for a group, px}.
function namesOf(m, axis) {
  const size = cellSize(m)[axis === "rows" ? "height" : "width"];
  const room = axis === "columns" && m.mode === "slanted" ? size / (SLANT_PITCH / 1.3) : size;
  const px = namesPx(m, room);
  const [first, last] = visible(m, axis);
  const { labels } = m.model[axis];
  const places = [];
  for (let place = first; place <= last; place += 1) {
    const index = m.shown[axis][place];
    if (!isHeading(m, axis, place)) places.push({ name: labels[index], at: place + 0.5, index, px });
  }
  if (px) return places;
  const apart = (m.font * (m.mode === "slanted" && axis === "columns" ? 1.9 : 1.35)) / size;
  const runs = spans(m, axis).filter((span) => span.last >= first && span.first <= last);
  const candidates = runs.length > 1 ? groupPlaces(runs, first, last) : places;
  const [from, to] = edges(m, axis, size);
  const inside = candidates.map((place) => ({
    ...place, px: m.font, at: Math.min(Math.max(place.at, from), to),
  }));
  return apartFrom(inside, apart);
}

// Middles between which a name is wholly beside the plot, in cells.
function edges(m, axis, size) {
  const isRows = axis === "rows";
  const start = isRows ? m.camera.y : m.camera.x;
  const room = isRows ? m.box.height : m.box.width;
  return [(start + m.font * 0.6) / size, (start + room - m.font * 0.6) / size];
}

function groupPlaces(runs, first, last) {
  return runs
    .map((span) => {
      const from = Math.max(span.first, first);
      const to = Math.min(span.last, last);
      return { name: span.name, at: (from + to + 1) / 2, index: -1, span, size: to - from };
    })
    .sort((one, other) => other.size - one.size);
}

// Keep what stands far enough from all kept before it; larger groups come first.
function apartFrom(candidates, apart) {
  const kept = [];
  for (const candidate of candidates) {
    if (kept.every((other) => Math.abs(other.at - candidate.at) >= apart)) kept.push(candidate);
  }
  return kept;
}

function isLit(m, axis, index) {
  if (index < 0) return false;
  const hovered = m.hover && (m.hover.kind === "cell"
    ? m.shown[axis][axis === "rows" ? m.hover.row : m.hover.column]
    : m.hover.kind === axis ? m.shown[axis][m.hover.index] : -1);
  if (m.hover && hovered === index) return true;
  return Boolean(m.focus && m.focus.index === index && (m.model.isSquare || m.focus.axis === axis));
}

function namePaint(m, name, axis) {
  const lit = isLit(m, axis, name.index);
  m.ctx.font = fontOf(m, name.px, lit || name.index < 0 ? 600 : 400);
  m.ctx.fillStyle = m.colours.ink;
}

function drawRowNames(m) {
  const { ctx, box } = m;
  const size = cellSize(m);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, box.top - 2, box.left, box.height + 4);
  ctx.clip();
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const name of namesOf(m, "rows")) {
    namePaint(m, name, "rows");
    const y = box.top + name.at * size.height - m.camera.y;
    const height = name.px * 1.15;
    const lines = rowLines(m, name, box.left - 8, Math.floor(size.height / height));
    lines.forEach((line, index) => {
      ctx.fillText(line, box.left - 6, y + (index - (lines.length - 1) / 2) * height);
    });
  }
  ctx.restore();
}

// A long name takes several lines where its row has room for them.
function rowLines(m, name, width, most) {
  const { ctx } = m;
  if (name.index < 0 || most < 2 || ctx.measureText(name.name).width <= width) {
    return [cut(ctx, name.name, width)];
  }
  const lines = wrapped(ctx, name.name, width);
  if (lines && lines.length <= most) return lines;
  if (!m.isFixed) return [cut(ctx, name.name, width)];
  const words = name.name.split(" ").map((word) => cut(ctx, word, width)).filter(Boolean);
  const short = lines || wrapped(ctx, words.join(" "), width) || [];
  if (short.length <= most) return short;
  return [...short.slice(0, most - 1), cut(ctx, short.slice(most - 1).join(" "), width)];
}

function drawColumnNames(m) {
  const { ctx, box } = m;
  const size = cellSize(m);
  for (const name of namesOf(m, "columns")) {
    const x = box.left + name.at * size.width - m.camera.x;
    if (x >= box.left + (m.isFixed ? m.font : 0) && x <= box.left + box.width) {
      namePaint(m, name, "columns");
      if (m.mode === "level") drawLevelName(m, name.name, x, size.width);
      else drawTurnedName(m, name.name, x);
    }
  }
}

function drawLevelName(m, name, x, width) {
  const { ctx, box } = m;
  ctx.textAlign = "center";
  ctx.textBaseline = "bottom";
  const lines = wrapped(ctx, name, width - 4) || [cut(ctx, name, width - 4)];
  const height = m.font * 1.2;
  lines.forEach((line, index) => {
    ctx.fillText(line, x, box.top - 4 - (lines.length - 1 - index) * height);
  });
}

function drawTurnedName(m, name, x) {
  const { ctx, box } = m;
  ctx.save();
  ctx.translate(x, box.top - 5);
  ctx.rotate(m.mode === "slanted" ? -SLANT : -Math.PI / 2);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(cut(ctx, name, box.length), 0, 0);
  ctx.restore();
}

// Titles of the axes in the free corner: columns above, rows below; lines of both.
function titleLines(m, width) {
  const { ctx, model } = m;
  ctx.font = fontOf(m, m.font);
  const lines = (text) => wrapped(ctx, text, width - 8) || [cut(ctx, text, width - 8)];
  return [lines(`${model.columns.title}\u00a0→`), lines(`${model.rows.title}\u00a0↓`)];
}

function titlesHeight(m, width) {
  const [columns, rows] = titleLines(m, width);
  return (columns.length + rows.length) * m.font * 1.2 + m.font * 0.5 + 8;
}

function drawTitles(m) {
  const { ctx, box } = m;
  const [columns, rows] = titleLines(m, box.left);
  const height = m.font * 1.2;
  const foot = box.top - 5;
  const above = foot - rows.length * height - m.font * 0.5;
  ctx.fillStyle = m.colours.muted;
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  for (const [lines, last] of [[rows, foot], [columns, above]]) {
    lines.forEach((line, index) => {
      ctx.fillText(line, box.left - 6, last - (lines.length - 1 - index) * height);
    });
  }
}
