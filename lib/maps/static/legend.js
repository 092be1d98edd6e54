/* The key of the map: classes, the field of two measures, the number line. Text nodes only. */
(function (pk) {
  "use strict";

  function rowsOf(legend) {
    const rows = legend.rows.map(function (row) {
      const item = pk.element("li");
      item.append(pk.swatch(row[0], row[1]), pk.element("span", "", row[2]));
      return item;
    });
    if (legend.marked) {
      const item = pk.element("li");
      item.append(pk.element("span", "pk-swatch pk-swatch-marked"),
        pk.element("span", "", legend.marked));
      rows.push(item);
    }
    return rows;
  }

  /** Nine fields: up means more of one measure, right means more of the other. */
  function gridOf(grid) {
    const box = pk.element("div", "pk-grid");
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", [grid.vertical, grid.horizontal].concat(
      grid.cells.map(function (words, i) {
        return words + (grid.counts.length ? ": " + grid.counts[i] : "");
      })).join(". "));
    const side = Math.round(Math.sqrt(grid.colours.length));
    box.style.setProperty("--pk-side", String(side));
    const up = pk.element("div", "pk-axis-up");
    up.append(pk.element("span", "", grid.low), pk.element("b", "", grid.vertical + " →"),
      pk.element("span", "", grid.high));
    const fields = pk.element("div", "pk-fields");
    grid.colours.forEach(function (colour, i) {
      const field = pk.element("span", "pk-field", grid.counts.length ? String(grid.counts[i]) : "");
      field.style.background = colour;
      field.style.color = pk.inkOn(colour);
      field.title = grid.cells[i] || "";
      fields.appendChild(field);
    });
    const along = pk.element("div", "pk-axis-along");
    along.append(pk.element("span", "", grid.low), pk.element("b", "", grid.horizontal + " →"),
      pk.element("span", "", grid.high));
    box.append(up, fields, along);
    return box;
  }

  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1000;

  function node(parent, name, attributes) {
    const element = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) {
      element.setAttribute(key, attributes[key]);
    });
    parent.appendChild(element);
    return element;
  }

  /** Each value a stroke over the colours of its class, and a triangle where the Region lies. */
  function lineOf(line) {
    const box = pk.element("div", "pk-line-box");
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", line.text || [line.referenceText].concat(line.ends).join(", "));
    const svg = node(box, "svg", {
      viewBox: "0 0 " + WIDTH + " 100", preserveAspectRatio: "none", "aria-hidden": "true",
      class: "pk-number-line",
    });
    let start = 0;
    line.fills.forEach(function (fill, i) {
      const end = i === line.fills.length - 1 ? WIDTH : line.bounds[i];
      node(svg, "rect", { x: start, y: 45, width: Math.max(0, end - start), height: 55, fill: fill });
      start = end;
    });
    pk.decode(line.values).forEach(function (at) {
      node(svg, "line", {
        x1: at, x2: at, y1: 8, y2: 70, stroke: "#16202b", "stroke-width": 1.4,
        "vector-effect": "non-scaling-stroke",
      });
    });
    const ends = pk.element("div", "pk-ends");
    ends.append(pk.element("span", "", line.ends[0]), pk.element("span", "", line.ends[1]));
    box.append(svg);
    if (line.reference !== null) {
      const mark = pk.element("div", "pk-reference");
      const place = line.reference / WIDTH;
      mark.style.setProperty("--pk-at", String(100 * place) + "%");
      mark.classList.toggle("pk-middle", place >= 0.3 && place <= 0.7);
      mark.classList.toggle("pk-right", place > 0.7);
      mark.append(pk.element("i"), pk.element("span", "", line.referenceText));
      box.append(mark);
    }
    box.append(ends);
    return box;
  }

  /** Dark or white, whichever reads better on a colour. */
  pk.inkOn = function (colour) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const light = Array.from(pen.getImageData(0, 0, 1, 1).data).slice(0, 3).map(function (part) {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    });
    const value = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
    return value > 0.2 ? "#16202b" : "#ffffff";
  };

  /** Legend that is updated in place; returns the function that shows another one. */
  pk.addLegend = function (map, fallbackTitle) {
    const box = pk.element("details", "pk-legend");
    const summary = pk.element("summary", "", fallbackTitle);
    const list = pk.element("ul");
    const extra = pk.element("div", "pk-extra");
    const notes = pk.element("div", "pk-notes");
    box.append(summary, extra, list, notes);
    const narrow = window.innerWidth <= 600;
    box.open = !narrow;
    box.hidden = true;
    // On a phone the lower corners would overlap.
    pk.corner(map, narrow ? "topleft" : "bottomleft", box);
    L.DomEvent.disableScrollPropagation(box);
    let shown = "";
    return function (legend) {
      const wanted = JSON.stringify(legend);
      if (wanted === shown) {
        return;
      }
      shown = wanted;
      box.hidden = !legend.rows.length && !legend.note.length && !legend.grid;
      summary.textContent = legend.title || fallbackTitle;
      extra.replaceChildren.apply(extra, legend.grid ? [gridOf(legend.grid)] : []);
      list.replaceChildren.apply(list, rowsOf(legend));
      notes.replaceChildren.apply(notes, (legend.line ? [lineOf(legend.line)] : []).concat(
        legend.note.map(function (line) { return pk.element("p", "", line); })));
    };
  };
})(window.pkMap);
