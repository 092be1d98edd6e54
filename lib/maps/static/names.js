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

  pk.addNames = function (map, layers, nameOf) {
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

    // A name is shown if it is not much wider than its area and covers no other name.
    function arrange() {
      const taken = [];
      entries.map(function (entry) {
        const box = entry.layer.getBounds();
        const a = map.latLngToLayerPoint(box.getNorthWest());
        const b = map.latLngToLayerPoint(box.getSouthEast());
        return { entry: entry, width: b.x - a.x, height: b.y - a.y };
      }).sort(function (a, b) {
        return b.width * b.height - a.width * a.height;
      }).forEach(function (item) {
        const wide = item.entry.content.offsetWidth;
        const high = item.entry.content.offsetHeight;
        const at = map.latLngToLayerPoint(item.entry.marker.getLatLng());
        const box = L.bounds([at.x - wide / 2, at.y - high / 2], [at.x + wide / 2, at.y + high / 2]);
        const fits = wide < item.width * 1.3 && high < item.height &&
          !taken.some(function (other) { return other.overlaps(box); });
        item.entry.content.style.visibility = fits ? "visible" : "hidden";
        if (fits) {
          taken.push(box);
        }
      });
    }
    map.on("zoomend resize", arrange);
    return arrange;
  };
})(window.pkMap);
