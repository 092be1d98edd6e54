// The values of lib/charts/matrix_payload.py, unpacked: arrays by position, words by position.
function readNumbers(text) {
  return text ? Int32Array.from(text.split(","), Number) : new Int32Array(0);
}

function readShared(shared) {
  const found = new Map();
  const which = readNumbers(shared.which);
  readNumbers(shared.at).forEach((at, index) => found.set(at, shared.words[which[index]]));
  return found;
}

function readAxis(axis) {
  return {
    title: axis.title,
    keys: axis.keys,
    labels: axis.labels,
    groups: axis.groups ? readNumbers(axis.groups) : null,
    groupNames: axis.groupNames,
    headings: new Set(readNumbers(axis.headings)),
    signature: JSON.stringify(axis.keys),
  };
}

function readModel(data) {
  const byCode = [];
  data.signs.forEach((sign, index) => { byCode[sign.code.charCodeAt(0)] = index; });
  const codes = new Uint8Array(data.codes.length);
  for (let at = 0; at < codes.length; at += 1) {
    codes[at] = byCode[data.codes.charCodeAt(at)];
  }
  const faint = new Uint8Array(codes.length);
  for (const at of readNumbers(data.faint)) faint[at] = 1;
  return {
    rows: readAxis(data.rows),
    columns: readAxis(data.columns),
    signs: data.signs,
    icons: data.signs.map((sign) => (sign.path ? new Path2D(sign.path) : null)),
    joint: data.joint,
    codes,
    faint,
    texts: readShared(data.texts),
    lines: readShared(data.lines),
    isSquare: data.square,
  };
}

function positionOf(model, row, column) {
  return row * model.columns.keys.length + column;
}

// What stands in the cell: its own text, or the mark of its sign.
function textOf(model, at) {
  return model.texts.get(at) || model.signs[model.codes[at]].mark;
}

function isChoosable(model, at) {
  const sign = model.signs[model.codes[at]];
  const row = Math.floor(at / model.columns.keys.length);
  return (!sign.blank || sign.hatched) && !model.rows.headings.has(row);
}

function placed(axis, index) {
  const group = axis.groups ? axis.groupNames[axis.groups[index]] : "";
  return group && group !== axis.labels[index] ? `${axis.labels[index]} · ${group}` : axis.labels[index];
}

// Words of a cell for tooltip and voice: who to whom, the level, the way back, further lines.
function wordsOf(model, row, column, words) {
  const at = positionOf(model, row, column);
  const further = model.lines.get(at);
  const own = model.texts.get(at);
  const lines = [placed(model.rows, row) + model.joint + placed(model.columns, column)];
  // a text of its own ("2,5") says more than the word of the colour; its lines explain it
  if (!own) lines.push(model.signs[model.codes[at]].word);
  else if (!further) lines.push(own);
  if (model.isSquare && row !== column) {
    const back = positionOf(model, column, row);
    const word = model.texts.get(back) || model.signs[model.codes[back]].word;
    lines.push(words.opposite.replace("{word}", word));
  }
  return further ? lines.concat(further.split("\n")) : lines;
}

// Which rows and columns are shown: all, or those that have to do with the one in focus.
function shownOf(model, focus, isNarrow) {
  const all = (axis) => Int32Array.from(axis.keys, (_, index) => index);
  const shown = { rows: all(model.rows), columns: all(model.columns) };
  if (!focus || !isNarrow) return shown;
  const has = (row, column) => !model.signs[model.codes[positionOf(model, row, column)]].blank;
  const { axis, index } = focus;
  if (model.isSquare) {
    const partners = shown.rows.filter(
      (other) => other === index || has(index, other) || has(other, index),
    );
    return { rows: partners, columns: partners };
  }
  if (axis === "rows") shown.columns = shown.columns.filter((column) => has(index, column));
  else shown.rows = shown.rows.filter((row) => has(row, index));
  if (!shown.rows.length || !shown.columns.length) return shownOf(model, null, false);
  return shown;
}
