// Entry point: Streamlit calls it at the first mount and again whenever the data change.
const mounted = new WeakMap();
let mounts = 0;

function mount(parent) {
  mounts += 1;
  const root = make("div", "tree", null);
  const m = {
    root,
    id: `tree${mounts}`,
    open: new Set(),
    own: null,
    narrowing: null,
    active: null,
    drawn: new Map(),
    shown: [],
    tops: [],
    order: new Map(),
    painted: 0,
  };
  build(m);
  parent.append(root);
  bind(m);
  m.observer = new ResizeObserver(() => {
    if (root.clientWidth !== m.width) relay(m);
  });
  m.observer.observe(root);
  return m;
}

function take(m, data) {
  const began = performance.now();
  const serial = JSON.stringify(data.stamp);
  if (serial === m.stamp) return;
  m.stamp = serial;
  const active = m.active === null || !m.rows ? null : idOf(m.rows, m.active);
  Object.assign(m, { words: data.words, statuses: data.statuses, look: data.look });
  m.rows = unpack(data.rows);
  m.active = active !== null && m.rows.byId.has(active) ? m.rows.byId.get(active) : null;
  if (m.narrowing !== data.narrowing) m.grid.scrollTop = 0;
  startOpen(m, data.narrowing, data.open);
  m.grid.setAttribute("aria-label", data.label);
  m.hint.textContent = m.words.hint;
  m.lead.textContent = data.lead;
  m.opener.textContent = m.words.openAll;
  m.shutter.textContent = m.words.shutAll;
  m.empty.textContent = m.words.empty;
  drawHead(m);
  relay(m);
  m.painted += 1;
  m.root.dataset.painted = m.painted;
  m.root.dataset.ms = (performance.now() - began).toFixed(2);
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!mounted.has(parentElement)) mounted.set(parentElement, mount(parentElement));
  const m = mounted.get(parentElement);
  m.trigger = setTriggerValue;
  take(m, data);
  return () => {
    m.observer.disconnect();
    cancelAnimationFrame(m.waiting);
    m.root.remove();
    mounted.delete(parentElement);
  };
}
