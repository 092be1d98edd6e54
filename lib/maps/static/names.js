/* Names on the map where there is room: read by the people at the far end of the table. */
(function (pk) {
  "use strict";
  const LONG = 11;

  /** "Neustadt am Rübenberge" on two lines; what stands in brackets or after a comma is left out. */
  function shortLines(name) {
    const short = name.replace(/\s*[(,].*$/, "");
    const space = short.length > LONG ? short.indexOf(" ") : -1;
    return space < 0 ? [short] : [short.slice(0, space), short.slice(space + 1)];
  }

  function ringsOf(layer) {
    const flat = [];
    (function walk(part) {
      if (Array.isArray(part[0])) {
        part.forEach(walk);
      } else {
        flat.push(part);
      }
    })(layer.getLatLngs());
    return flat;
  }

  function inside(point, ring) {
    let odd = false;
    for (let i = 0, k = ring.length - 1; i < ring.length; k = i, i += 1) {
      const a = ring[i];
      const b = ring[k];
      if (a.lat > point.lat !== b.lat > point.lat &&
          point.lng < ((b.lng - a.lng) * (point.lat - a.lat)) / (b.lat - a.lat) + a.lng) {
        odd = !odd;
      }
    }
    return odd;
  }

  function room(point, ring, stretch) {
    let least = Infinity;
    for (let i = 0, k = ring.length - 1; i < ring.length; k = i, i += 1) {
      const ax = (ring[k].lng - point.lng) * stretch;
      const ay = ring[k].lat - point.lat;
      const dx = (ring[i].lng - ring[k].lng) * stretch;
      const dy = ring[i].lat - ring[k].lat;
      const part = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(ax + part * dx, ay + part * dy));
    }
    return least;
  }

  function within(layer, place) {
    return ringsOf(layer).some(function (ring) { return inside(place, ring); });
  }

  /** The place farthest from every border (of a coarse grid): names stay inside odd shapes. */
  pk.anchor = function (layer) {
    const ring = ringsOf(layer).reduce(function (best, next) {
      const size = L.latLngBounds(next);
      const area = (size.getEast() - size.getWest()) * (size.getNorth() - size.getSouth());
      return !best || area > best.area ? { ring: next, area: area } : best;
    }, null).ring;
    const box = L.latLngBounds(ring);
    const stretch = Math.cos((box.getCenter().lat * Math.PI) / 180);
    const steps = 16;
    let best = { place: box.getCenter(), room: -1 };
    for (let i = 1; i < steps; i += 1) {
      for (let k = 1; k < steps; k += 1) {
        const place = L.latLng(
          box.getSouth() + ((box.getNorth() - box.getSouth()) * i) / steps,
          box.getWest() + ((box.getEast() - box.getWest()) * k) / steps
        );
        const free = inside(place, ring) ? room(place, ring, stretch) : -1;
        if (free > best.room) {
          best = { place: place, room: free };
        }
      }
    }
    return best.place;
  };

  pk.addNames = function (map, layers, nameOf, discs) {
    map.createPane("pk-names").style.zIndex = 460;
    map.getPane("pk-names").style.pointerEvents = "none";
    map.getPane("pk-names").setAttribute("aria-hidden", "true");
    const entries = layers.map(function (layer, i) {
      const content = pk.element("span");
      shortLines(nameOf(i)).forEach(function (line) {
        content.appendChild(pk.element("span", "pk-line", line));
      });
      const marker = L.marker(pk.anchor(layer), {
        icon: L.divIcon({ className: "pk-name", html: content, iconSize: [0, 0] }),
        interactive: false, keyboard: false, pane: "pk-names",
      }).addTo(map);
      return { layer: layer, content: content, marker: marker };
    });

    // Where a name may stand: in its place, or moved aside (by parts of its width, and of the
    // height of a line) where another name or a disc of offers stands; the nearest first.
    const ASIDE = [];
    for (let down = -4; down <= 4; down += 0.5) {
      for (let aside = -0.6; aside <= 0.6; aside += 0.2) {
        ASIDE.push([aside, down]);
      }
    }
    ASIDE.sort(function (a, b) { return Math.hypot(4 * a[0], a[1]) - Math.hypot(4 * b[0], b[1]); });
    ASIDE.unshift([0, 0]);

    function boxAt(at, wide, high) {
      return L.bounds([at.x - wide / 2, at.y - high / 2], [at.x + wide / 2, at.y + high / 2]);
    }

    // A name that moved must not seem to belong to a neighbour.
    function staysIn(layer, at, wide) {
      return [-0.3, 0, 0.3].every(function (part) {
        return within(layer, map.layerPointToLatLng(at.add([part * wide, 0])));
      });
    }

    function freePlace(item, taken, discs) {
      const content = item.entry.content;
      const wide = content.offsetWidth;
      const high = content.offsetHeight;
      const middle = map.latLngToLayerPoint(item.entry.marker.getLatLng());
      const line = high / content.childElementCount;
      const found = wide >= item.width * 1.3 || high >= item.height ? undefined
        : ASIDE.find(function (step) {
          const at = middle.add([step[0] * wide, step[1] * line]);
          const box = boxAt(at, wide, high);
          return !taken.concat(discs).some(function (other) { return other.overlaps(box); }) &&
            (at.equals(middle) || staysIn(item.entry.layer, at, wide));
        });
      return found && { x: found[0] * wide, y: found[1] * line,
        box: boxAt(middle.add([found[0] * wide, found[1] * line]), wide, high) };
    }

    // A name is shown if it is not much wider than its area and covers neither another name nor a
    // disc; `discs` returns those (L.Bounds in pixels of the layer).
    function arrange() {
      const taken = [];
      const now = discs();
      entries.map(function (entry) {
        const box = entry.layer.getBounds();
        const a = map.latLngToLayerPoint(box.getNorthWest());
        const b = map.latLngToLayerPoint(box.getSouthEast());
        return { entry: entry, width: b.x - a.x, height: b.y - a.y };
      }).sort(function (a, b) {
        return b.width * b.height - a.width * a.height;
      }).forEach(function (item) {
        const place = freePlace(item, taken, now);
        item.entry.content.style.visibility = place ? "visible" : "hidden";
        if (place) {
          item.entry.content.style.left = place.x + "px";
          item.entry.content.style.top = place.y + "px";
          taken.push(place.box);
        }
      });
    }
    map.on("zoomend resize", arrange);
    return arrange;
  };
})(window.pkMap);
