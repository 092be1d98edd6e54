// Entry point: Streamlit calls it at the first mount and again whenever the data change.
const mounted = new WeakMap();

function mount(parent) {
  const root = make("div", "matrix", null);
  const m = {
    root,
    camera: { zoom: 1, x: 0, y: 0 },
    colours: {
      ink: "#1b2429",
      muted: "#5b6870",
      band: "#e6ecee",
      contrast: "#c8741a",
      hatchLight: "#f4f5f6",
      hatchDark: "#dfe4e6",
      calmLight: "#f5f6f7",
      calmDark: "#eceff0",
    },
    fingers: new Map(),
    painted: 0,
    focus: null,
  };
  build(m);
  parent.append(root);
  bindPointer(m);
  bindKeyboard(m);
  bindScroller(m);
  m.observer = new ResizeObserver(() => {
    const isSame = roomAcross(m) === m.width && !m.presentation;
    if (!isSame) layoutAndPaint(m);
  });
  m.observer.observe(root);
  document.fonts.ready.then(() => layoutAndPaint(m));
  return m;
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
