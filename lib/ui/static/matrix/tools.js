// What stands around the canvas: buttons, focus list, legend, hint, tooltip, spoken words.
const MOST_OPTIONS = 400; // a longer list helps nobody

function make(tag, className, parent) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (parent) parent.append(element);
  return element;
}

function makeButton(m, sign, act) {
  const button = make("button", "", m.zoomers);
  button.type = "button";
  button.textContent = sign;
  button.onclick = act;
  return button;
}

function build(m) {
  const { root } = m;
  m.tools = make("div", "tools", root);
  m.focusLabel = make("label", "focus", m.tools);
  m.focusWord = make("span", "", m.focusLabel);
  m.focusList = make("select", "", m.focusLabel);
  m.focusList.onchange = () => {
    const [axis, index] = m.focusList.value.split(" ");
    setFocus(m, axis ? { axis, index: Number(index) } : null);
  };
  m.zoomers = make("div", "zoomers", m.tools);
  m.closer = makeButton(m, "+", () => zoomFromButton(m, 1.6));
  m.farther = makeButton(m, "−", () => zoomFromButton(m, 1 / 1.6));
  m.wholeButton = makeButton(m, "", () => showWhole(m));
  m.stage = make("div", "stage", root);
  m.scroller = make("div", "scroller", m.stage);
  m.sheet = make("div", "sheet", m.scroller);
  m.canvas = make("canvas", "", m.sheet);
  m.canvas.tabIndex = 0;
  m.canvas.setAttribute("role", "application");
  m.ctx = m.canvas.getContext("2d", { alpha: false });
  m.tip = make("div", "tip", m.stage);
  m.tip.setAttribute("aria-hidden", "true");
  m.tip.hidden = true;
  m.foot = make("div", "foot", root);
  m.legend = make("ul", "legend", m.foot);
  m.hint = make("p", "hint", m.foot);
  m.hint.id = "hint";
  m.canvas.setAttribute("aria-describedby", "hint");
  m.voice = make("p", "voice", root);
  m.voice.setAttribute("role", "status");
}

function zoomFromButton(m, factor) {
  zoomBy(m, factor);
  hideTip(m);
  showTools(m);
  repaint(m);
}

function showWhole(m) {
  m.camera = { zoom: 1, x: 0, y: 0 };
  if (m.focus) setFocus(m, null);
  else {
    showTools(m);
    repaint(m);
    say(m, m.words.whole);
  }
}

function showTools(m) {
  m.closer.disabled = m.camera.zoom >= mostZoom(m) - 1e-6;
  m.farther.disabled = m.camera.zoom <= 1 + 1e-6;
  m.wholeButton.disabled = m.farther.disabled && !m.focus;
  m.focusList.value = m.focus ? `${m.focus.axis} ${m.focus.index}` : "";
  m.canvas.style.touchAction = m.isFixed ? "pan-x pan-y" : m.camera.zoom > 1 ? "none" : "pan-y";
  m.canvas.classList.toggle("pans", m.camera.zoom > 1);
}

function addOptions(m, parent, axis) {
  const { labels } = m.model[axis];
  if (labels.length > MOST_OPTIONS) return;
  labels.forEach((label, index) => {
    if (m.model[axis].headings.has(index)) return;
    const option = make("option", "", parent);
    option.value = `${axis} ${index}`;
    option.textContent = label;
  });
}

function writeFocusList(m) {
  const { model, words } = m;
  const signature = `${m.model.rows.labels.join()} ${m.model.columns.labels.join()}`;
  if (m.listed === signature) return;
  m.listed = signature;
  m.focusList.replaceChildren();
  const none = make("option", "", m.focusList);
  none.value = "";
  none.textContent = words.nothing;
  if (model.isSquare) {
    addOptions(m, m.focusList, "rows");
    return;
  }
  for (const axis of ["rows", "columns"]) {
    const group = make("optgroup", "", m.focusList);
    group.label = model[axis].title;
    addOptions(m, group, axis);
  }
}

function writeLegend(m) {
  m.legend.replaceChildren();
  for (const sign of m.model.signs.filter((one) => one.legend)) {
    const entry = make("li", "", m.legend);
    const swatch = make("span", sign.hatched ? "swatch hatched" : "swatch", entry);
    swatch.setAttribute("aria-hidden", "true");
    if (!sign.hatched) swatch.style.background = sign.fill;
    swatch.style.color = sign.ink;
    if (sign.path) swatch.append(drawnSign(sign));
    else swatch.textContent = sign.mark;
    make("span", "", entry).textContent = sign.word;
  }
}

function writeWords(m) {
  const { words } = m;
  m.root.classList.toggle("presentation", m.look.presentation);
  m.root.classList.toggle("fills", m.look.presentation);
  m.canvas.setAttribute("aria-label", m.data.label);
  m.focusWord.textContent = words.focus;
  for (const [button, word] of [[m.closer, words.closer], [m.farther, words.farther]]) {
    button.setAttribute("aria-label", word);
    button.title = word;
  }
  m.wholeButton.textContent = words.wholeShort;
  m.hint.replaceChildren();
  for (const [name, word] of [
    ["more", words.hintScroll], ["", words.hint], ["fingers", words.hintFingers], ["keys", words.hintKeys],
  ]) {
    make("span", name, m.hint).textContent = `${word} `;
  }
  writeFocusList(m);
  writeLegend(m);
}

function say(m, text) {
  m.voice.textContent = text;
}

function wordsAt(m, cell) {
  return wordsOf(m.model, m.shown.rows[cell.row], m.shown.columns[cell.column], m.words);
}

function showTip(m, cell, x, y) {
  m.tip.replaceChildren();
  wordsAt(m, cell).forEach((line, index) => {
    make("div", index ? "" : "first", m.tip).textContent = line;
  });
  m.tip.hidden = false;
  const width = m.tip.offsetWidth;
  const height = m.tip.offsetHeight;
  const left = x + 14 + width > m.width ? x - 14 - width : x + 14;
  const above = y - 12 - height;
  m.tip.style.left = `${Math.max(0, Math.min(left, m.width - width))}px`;
  m.tip.style.top = `${above < -40 ? y + 18 : above}px`;
}

function hideTip(m) {
  m.tip.hidden = true;
}
