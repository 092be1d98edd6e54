/* What has no value gets a pattern, not a colour: it reads in greyscale and in print. */
(function (pk) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const PAPER = "#f1f3f5";
  const INK = "#8a929c";
  // Lines as [x1, y1, x2, y2], dots as [x, y, radius], on a tile of `size` pixels.
  const SHAPES = {
    no_report: { size: 7, lines: [[-2, 5, 5, -2], [2, 9, 9, 2]] },
    unknown: { size: 7, lines: [[-2, 2, 5, 9], [2, -2, 9, 5]] },
    withheld: { size: 9, dots: [[2.25, 2.25, 1.5], [6.75, 6.75, 1.5]] },
    not_computable: { size: 6, lines: [[0, 3, 6, 3]], paper: "#ffffff", ink: "#b4bac2" },
  };
  const ABSENT = "#fafbfc";

  function node(parent, name, attributes) {
    const element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) {
      element.setAttribute(key, attributes[key]);
    });
    parent.appendChild(element);
    return element;
  }

  /** Put the pattern definitions into an SVG; they are found by id in the whole document. */
  pk.definePatterns = function (svg) {
    const defs = node(svg, "defs", {});
    Object.keys(SHAPES).forEach(function (state) {
      const shape = SHAPES[state];
      const size = shape.size;
      const pattern = node(defs, "pattern", {
        id: "pk-" + state, width: size, height: size, patternUnits: "userSpaceOnUse",
      });
      node(pattern, "rect", { width: size, height: size, fill: shape.paper || PAPER });
      (shape.lines || []).forEach(function (line) {
        node(pattern, "line", {
          x1: line[0], y1: line[1], x2: line[2], y2: line[3],
          stroke: shape.ink || INK, "stroke-width": 1.3,
        });
      });
      (shape.dots || []).forEach(function (dot) {
        node(pattern, "circle", { cx: dot[0], cy: dot[1], r: dot[2], fill: INK });
      });
    });
  };

  function canvasPattern(shape) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = shape.size;
    const context = tile.getContext("2d");
    context.fillStyle = shape.paper || PAPER;
    context.fillRect(0, 0, shape.size, shape.size);
    context.strokeStyle = shape.ink || INK;
    context.fillStyle = INK;
    context.lineWidth = 1.3;
    (shape.lines || []).forEach(function (line) {
      context.beginPath();
      context.moveTo(line[0], line[1]);
      context.lineTo(line[2], line[3]);
      context.stroke();
    });
    (shape.dots || []).forEach(function (dot) {
      context.beginPath();
      context.arc(dot[0], dot[1], dot[2], 0, 2 * Math.PI);
      context.fill();
    });
    return context.createPattern(tile, "repeat");
  }

  const canvasPatterns = {};

  /** Fill of an area: its colour, or the pattern of its state. Canvas needs an object. */
  pk.fillOf = function (colour, state, onCanvas) {
    if (state === "value") {
      return colour;
    }
    if (!SHAPES[state]) {
      return ABSENT;
    }
    if (!onCanvas) {
      return "url(#pk-" + state + ")";
    }
    canvasPatterns[state] = canvasPatterns[state] || canvasPattern(SHAPES[state]);
    return canvasPatterns[state];
  };

  /** Small picture of a class or state for the legend. */
  pk.swatch = function (colour, state) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "pk-swatch");
    svg.setAttribute("aria-hidden", "true");
    node(svg, "rect", { width: "100%", height: "100%", fill: pk.fillOf(colour, state, false) });
    return svg;
  };
})(window.pkMap);
