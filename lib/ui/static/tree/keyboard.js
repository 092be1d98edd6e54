// One stop of the tab key; arrows walk, Left and Right shut and open, letters find a name.
const TYPING_MS = 800;

function goTo(m, at) {
  if (at === null || at === undefined || at < 0) return;
  m.active = at;
  bringIntoView(m, at);
  draw(m);
}

function toggle(m, at, open) {
  if (!hasBelow(m, at) || isOpen(m, at) === open) return false;
  setOpen(m, at, open);
  relay(m);
  bringIntoView(m, at);
  draw(m);
  return true;
}

function openSiblings(m, at) {
  for (const other of m.rows.siblings.get(m.rows.parents[at]) || []) {
    if (hasBelow(m, other)) setOpen(m, other, true);
  }
  relay(m);
  bringIntoView(m, at);
}

function choose(m, at) {
  const kind = m.rows.kinds[at];
  const goal = kind === MEASURE ? m.rows.parents[at] : at;
  const key = m.rows.keys[goal];
  if (!key) return;
  m.trigger("chosen", { kind: kind === INDICATOR ? "indicator" : "goal", key });
}

function isTyping(m) {
  return performance.now() - (m.typedAt ?? -TYPING_MS) < TYPING_MS;
}

function typeAhead(m, letter) {
  const now = performance.now();
  m.typed = isTyping(m) ? m.typed + letter : letter;
  m.typedAt = now;
  const wanted = m.typed.toLocaleLowerCase();
  const isSame = [...wanted].every((sign) => sign === wanted[0]);
  const from = m.order.get(m.active) ?? -1;
  const step = m.typed.length === 1 || isSame ? 1 : 0;
  for (let turn = 0; turn < m.shown.length; turn += 1) {
    const at = m.shown[(Math.max(0, from + step) + turn) % m.shown.length];
    const name = m.rows.names[at].toLocaleLowerCase();
    if (name.startsWith(wanted) || (isSame && name.startsWith(wanted[0]))) {
      goTo(m, at);
      return;
    }
  }
}

function step(m, event) {
  const here = m.order.get(m.active) ?? 0;
  const page = Math.max(1, Math.floor(m.grid.clientHeight / m.heights[INDICATOR]) - 2);
  const clamp = (place) => m.shown[Math.min(Math.max(place, 0), m.shown.length - 1)];
  switch (event.key) {
    case "ArrowDown": return clamp(here + 1);
    case "ArrowUp": return clamp(here - 1);
    case "PageDown": return clamp(here + page);
    case "PageUp": return clamp(here - page);
    case "Home": return clamp(0);
    case "End": return clamp(m.shown.length - 1);
    default: return null;
  }
}

function press(m, event) {
  if (!m.shown.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (m.active === null) m.active = m.shown[placeAt(m, m.grid.scrollTop)];
  const at = m.active;
  const next = step(m, event);
  if (next !== null) goTo(m, next);
  else if (event.key === "ArrowRight") {
    if (!toggle(m, at, true) && hasBelow(m, at)) goTo(m, m.rows.siblings.get(at)[0]);
  } else if (event.key === "ArrowLeft") {
    if (!toggle(m, at, false)) goTo(m, m.rows.parents[at]);
  } else if (event.key === "Enter") choose(m, at);
  else if (event.key === " " && !isTyping(m)) toggle(m, at, !isOpen(m, at));
  else if (event.key === "*") openSiblings(m, at);
  else if (event.key.length === 1) typeAhead(m, event.key);
  else return;
  event.preventDefault();
}

function click(m, event) {
  const row = event.target.closest(".body .row");
  if (!row) return;
  const at = Number(row.dataset.at);
  m.active = at;
  if (event.target.dataset.opens || m.rows.kinds[at] !== GOAL) choose(m, at);
  else toggle(m, at, !isOpen(m, at));
  mark(m);
}

function bind(m) {
  m.grid.addEventListener("keydown", (event) => press(m, event));
  m.grid.addEventListener("click", (event) => click(m, event));
  m.grid.addEventListener("focus", () => {
    if (m.active !== null || !m.shown?.length || !m.grid.matches(":focus-visible")) return;
    goTo(m, m.shown[placeAt(m, m.grid.scrollTop)]);
  });
}
