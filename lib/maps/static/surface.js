/* A surface over the extent: a small grid of classes, drawn with smooth borders between them and
   cut off at the border of the extent. It lies under the borders of the areas. */
(function (pk) {
  "use strict";
  const LONGEST_PX = 1400;
  const OPACITY = 0.92;

  function unpackCells(payload) {
    const cells = new Uint16Array(payload.rows * payload.columns);
    const values = pk.decode(payload.cells);
    let at = 0;
    pk.decode(payload.runs).forEach(function (length, i) {
      cells.fill(values[i], at, at + length);
      at += length;
    });
    return cells;
  }

  function rgb(colour) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  }

  /** Class of each pixel: between cell centres the class number runs evenly, so that borders
      between classes are smooth lines and every colour is one of the legend. */
  function paintCells(canvas, payload, cells) {
    const pen = canvas.getContext("2d");
    const picture = pen.createImageData(canvas.width, canvas.height);
    const words = new Uint32Array(picture.data.buffer);
    const colours = new Uint32Array(payload.palette.length + 1);
    const bytes = new Uint8Array(colours.buffer);
    payload.palette.forEach(function (colour, i) { bytes.set(rgb(colour), 4 * (i + 1)); });
    const columns = payload.columns;
    const steps = payload.steps;
    const rows = payload.rows;
    for (let y = 0; y < canvas.height; y += 1) {
      const v = ((y + 0.5) / canvas.height) * rows - 0.5;
      const top = Math.max(0, Math.floor(v));
      const low = Math.min(rows - 1, top + 1);
      const down = Math.min(1, Math.max(0, v - top));
      for (let x = 0; x < canvas.width; x += 1) {
        const u = ((x + 0.5) / canvas.width) * columns - 0.5;
        const left = Math.max(0, Math.floor(u));
        const right = Math.min(columns - 1, left + 1);
        const along = Math.min(1, Math.max(0, u - left));
        let level;
        if (payload.smooth) {
          level = (
            (cells[top * columns + left] * (1 - along) + cells[top * columns + right] * along) *
              (1 - down) +
            (cells[low * columns + left] * (1 - along) + cells[low * columns + right] * along) * down
          );
        } else {
          level = cells[Math.round(Math.max(0, v)) * columns + Math.round(Math.max(0, u))];
        }
        words[y * canvas.width + x] = colours[Math.floor(level / steps + 0.5)];
      }
    }
    pen.putImageData(picture, 0, 0);
  }

  /** Keeps what lies in the areas: the grid itself is coarser than their border. */
  function cutOff(canvas, bounds, layers) {
    const pen = canvas.getContext("2d");
    const crs = L.CRS.EPSG3857;
    const start = crs.project(bounds.getNorthWest());
    const end = crs.project(bounds.getSouthEast());
    const x = canvas.width / (end.x - start.x);
    const y = canvas.height / (end.y - start.y);
    pen.globalCompositeOperation = "destination-in";
    pen.beginPath();
    (function walk(part) {
      if (Array.isArray(part[0])) {
        part.forEach(walk);
        return;
      }
      part.forEach(function (corner, i) {
        const at = crs.project(corner);
        pen[i ? "lineTo" : "moveTo"]((at.x - start.x) * x, (at.y - start.y) * y);
      });
      pen.closePath();
    })(layers.map(function (layer) { return layer.getLatLngs(); }));
    pen.fill("nonzero");
  }

  function draw(payload, layers) {
    const canvas = document.createElement("canvas");
    const scale = Math.max(1, LONGEST_PX / Math.max(payload.rows, payload.columns));
    canvas.width = Math.round(payload.columns * scale);
    canvas.height = Math.round(payload.rows * scale);
    const bounds = L.latLngBounds([payload.bounds.slice(0, 2), payload.bounds.slice(2)]);
    paintCells(canvas, payload, unpackCells(payload));
    cutOff(canvas, bounds, layers);
    return L.svgOverlay(canvas, bounds, {
      pane: "pk-surface", opacity: OPACITY, interactive: false, className: "pk-surface",
    });
  }

  /** Returns the function that shows another surface, or none (null). `hasReport` of an area says
      whether its own colour gives way: who never reported keeps its pattern above the surface. */
  pk.addSurface = function (map, box, areas) {
    map.createPane("pk-surface").style.zIndex = 350;
    map.getPane("pk-surface").style.pointerEvents = "none";
    const border = areas.border;
    let key = "";
    let overlay = null;
    const clear = new Array(areas.layers.length).fill(false);
    return function (payload, hasReport) {
      const wanted = payload ? payload.key : "";
      if (wanted !== key) {
        const before = overlay;
        overlay = payload ? draw(payload, areas.layers).addTo(map) : null;
        if (before) {
          before.remove();
        }
      }
      if (Boolean(wanted) !== Boolean(key)) {
        // Under a surface the areas only keep their borders.
        areas.group.setStyle({
          color: wanted ? "#4a5560" : "#ffffff",
          weight: wanted ? Math.min(1, border.weight) : border.weight,
        });
      }
      areas.layers.forEach(function (layer, i) {
        const gone = Boolean(wanted) && hasReport(i);
        if (gone !== clear[i]) {
          clear[i] = gone;
          layer.setStyle({ fillOpacity: gone ? 0 : border.fillOpacity });
        }
      });
      key = wanted;
      box.dataset.surface = payload ? payload.rows + "x" + payload.columns : "";
    };
  };
})(window.pkMap);
