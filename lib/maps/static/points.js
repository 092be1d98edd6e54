/* Places over the areas: close ones stand together in a cluster that opens on click or Enter. */
(function (pk) {
  "use strict";
  const A_DEGREE = 100000;
  const RADIUS_PX = 46;

  function unpackPoints(payload) {
    const north = pk.decode(payload.places[0]);
    const east = pk.decode(payload.places[1]);
    const columns = payload.lines.map(function (column) {
      return { words: column[0], codes: pk.decode(column[1]) };
    });
    const marks = new Array(payload.count);
    for (let i = 0; i < payload.count; i += 1) {
      marks[i] = {
        place: [(payload.corner[0] + north[i]) / A_DEGREE, (payload.corner[1] + east[i]) / A_DEGREE],
        lines: columns.map(function (column) { return column.words[column.codes[i]]; })
          .filter(Boolean),
      };
    }
    return marks;
  }

  /** One icon for all places; each gets a dot of its own (an element has one place only). */
  function pointIcon(large) {
    const size = large ? 26 : 20;
    const icon = L.divIcon({ className: "pk-point", html: "", iconSize: [size, size] });
    icon.createIcon = function (old) {
      const box = L.DivIcon.prototype.createIcon.call(icon, old);
      box.replaceChildren(pk.element("span", "pk-dot"));
      return box;
    };
    return icon;
  }

  /** A disc with the number of its places; more places, a larger disc. */
  function clusterIcon(large, numbers) {
    return function (cluster) {
      const count = cluster.getChildCount();
      const size = (large ? 38 : 28) + (large ? 8 : 6) * Math.min(3, Math.floor(Math.log10(count)));
      const words = pk.element("span", "pk-count", numbers.format(count));
      return L.divIcon({ className: "pk-cluster", html: words, iconSize: [size, size] });
    };
  }

  /** Tooltip of a place: comes with pointer or focus, stays after a click until Escape. */
  function addPointTip(map) {
    const tip = L.tooltip({
      className: "pk-tip pk-point-tip", direction: "auto", opacity: 1, offset: [12, 0],
    });
    let pinned = null;
    function show(marker) {
      const box = pk.element("div");
      marker.pkLines.forEach(function (line, number) {
        box.appendChild(pk.element("div", number === 0 ? "pk-tip-name" : "", line));
      });
      tip.setLatLng(marker.getLatLng());
      tip.setContent(box);
      map.openTooltip(tip);
    }
    function hide() {
      pinned = null;
      map.closeTooltip(tip);
    }
    map.on("click zoomstart", hide);
    return {
      show: function (marker) {
        if (!pinned) {
          show(marker);
        }
      },
      leave: function (marker) {
        if (pinned !== marker) {
          hide();
        }
      },
      toggle: function (marker) {
        if (pinned === marker) {
          hide();
          return;
        }
        show(marker);
        pinned = marker;
      },
      hide: hide,
    };
  }

  /** Edges of the map that its buttons and an open legend cover. */
  function covered(map, room) {
    const box = map.getContainer();
    const legend = box.querySelector(".pk-legend[open]");
    const left = legend && legend.offsetWidth < box.clientWidth / 2 ? legend.offsetWidth : 0;
    const free = room || 30;
    return {
      paddingTopLeft: [left + free, free + 10], paddingBottomRight: [free + 30, free + 10],
    };
  }

  /** Opens a cluster: nearer, or spread out where its places cannot be told apart. */
  function openCluster(map, group, cluster, byKeyboard) {
    const inside = cluster.getAllChildMarkers();
    function focusFirst() {
      const found = inside.map(function (marker) { return group.getVisibleParent(marker); })
        .find(function (shown) { return shown && shown !== cluster && shown.getElement(); });
      if (found) {
        found.getElement().focus({ preventScroll: true });
      }
    }
    const bounds = cluster.getBounds();
    const together = bounds.getNorthEast().distanceTo(bounds.getSouthWest()) < 5;
    if (together || map.getZoom() >= map.getMaxZoom()) {
      map.panInside(cluster.getLatLng(), Object.assign(covered(map, 100), { animate: false }));
      if (byKeyboard) {
        group.once("spiderfied", focusFirst);
      }
      cluster.spiderfy();
      return;
    }
    if (byKeyboard) {
      map.once("moveend", function () { window.setTimeout(focusFirst, 0); });
    }
    const edges = covered(map);
    const lost = L.point(edges.paddingTopLeft).add(edges.paddingBottomRight);
    if (map.getBoundsZoom(bounds, false, lost) > map.getZoom() + 0.5) {
      map.fitBounds(bounds, edges);
    } else {
      map.setView(bounds.getCenter(), map.getZoom() + 1);
    }
  }

  /** Names an element for who cannot see it, once it is on the map. */
  function describe(layer, words) {
    const element = layer.getElement();
    if (element) {
      element.setAttribute("aria-label", words);
      element.removeAttribute("title");
    }
  }

  function buildGroup(map, payload, options) {
    const tip = options.tip;
    const icon = pointIcon(options.large);
    const numbers = new Intl.NumberFormat(options.labels.language);
    const group = L.markerClusterGroup({
      maxClusterRadius: RADIUS_PX * (options.large ? 1.3 : 1), animate: false,
      showCoverageOnHover: false, zoomToBoundsOnClick: false, spiderfyOnMaxZoom: false,
      iconCreateFunction: clusterIcon(options.large, numbers),
      spiderLegPolylineOptions: {
        weight: 1.5, color: "#16202b", opacity: 0.7, pane: "pk-outlines", interactive: false,
        renderer: options.renderer,
      },
    });
    const markers = unpackPoints(payload).map(function (mark) {
      const marker = L.marker(mark.place, { icon: icon, keyboard: options.interactive,
        interactive: options.interactive });
      marker.pkLines = mark.lines;
      // The component must not take a place for a chosen municipality.
      marker.toGeoJSON = null;
      marker.on("add", function () { describe(marker, mark.lines.join(". ")); });
      return marker;
    });
    group.on("mouseover", function (event) { tip.show(event.layer); });
    group.on("mouseout", function (event) { tip.leave(event.layer); });
    group.on("click", function (event) { tip.toggle(event.layer); });
    group.on("clusterclick", function (event) {
      const given = event.originalEvent;
      openCluster(map, group, event.layer, Boolean(given) && given.type.indexOf("key") === 0);
    });
    group.addLayers(markers);
    return { group: group, markers: markers, numbers: numbers };
  }

  /** Returns the function that shows other places, or none (null). */
  pk.addPoints = function (map, box, options) {
    options.tip = addPointTip(map);
    options.renderer = L.svg({ pane: "pk-outlines", padding: 0.3 });
    let shown = null;
    let builtFor = null;

    // Clusters learn their words when they come onto the map.
    map.on("layeradd", function (event) {
      const layer = event.layer;
      if (shown && layer.getChildCount && layer.getElement && layer.getElement()) {
        layer.toGeoJSON = null;
        describe(layer, shown.numbers.format(layer.getChildCount()) + " " + shown.payload.label +
          ". " + options.labels.cluster);
      }
    });

    function stop(event) {
      event.preventDefault();
      event.stopPropagation();
    }

    function layerOf(element) {
      let found = null;
      shown.group._featureGroup.eachLayer(function (layer) {
        found = layer.getElement && layer.getElement() === element ? layer : found;
      });
      return found;
    }

    const pane = map.getPane("markerPane");
    pane.addEventListener("focusin", function (event) {
      const layer = shown && layerOf(event.target);
      if (layer && layer.pkLines && event.target.matches(":focus-visible")) {
        map.panInside(layer.getLatLng(), covered(map));
        options.tip.show(layer);
      }
    });
    pane.addEventListener("focusout", function () { options.tip.hide(); });
    pane.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        options.tip.hide();
        return;
      }
      const chooses = event.key === "Enter" || event.key === " ";
      const layer = shown && (chooses || pk.STEPS[event.key]) && layerOf(event.target);
      if (!layer) {
        return;
      }
      stop(event);
      if (chooses) {
        layer.fire("click", { originalEvent: event, latlng: layer.getLatLng() }, true);
        return;
      }
      const others = [];
      shown.group._featureGroup.eachLayer(function (other) { others.push(other); });
      const next = pk.neighbour(
        others.map(function (other) { return other.getLatLng(); }), others.indexOf(layer),
        pk.STEPS[event.key]
      );
      if (next >= 0) {
        others[next].getElement().focus({ preventScroll: true });
      }
    });

    // Clusters stand where they belong after the plugin has done its part of a new zoom.
    map.on("moveend resize", function () {
      window.setTimeout(function () { if (shown) { options.rearrange(); } }, 0);
    });

    function clear() {
      if (shown) {
        options.tip.hide();
        shown.group.remove();
        shown = null;
      }
    }

    function build(payload) {
      clear();
      builtFor = Math.floor(map.getMinZoom());
      shown = buildGroup(map, payload, options);
      shown.payload = payload;
      shown.group.addTo(map);
    }

    // The plugin prepares its clusters for the zooms of the map; a new size allows others.
    map.on("resize moveend", function () {
      if (shown && Math.floor(map.getMinZoom()) < builtFor) {
        window.setTimeout(function () {
          if (shown && Math.floor(map.getMinZoom()) < builtFor) {
            build(shown.payload);
          }
        }, 0);
      }
    });

    /** The room that dots and discs take: names keep away from it. */
    options.discs = function () {
      const found = [];
      if (shown) {
        shown.group._featureGroup.eachLayer(function (layer) {
          const element = layer.getElement && layer.getElement();
          if (element) {
            const half = element.offsetWidth / 2 - (layer.pkLines ? 3 : 0);
            const at = map.latLngToLayerPoint(layer.getLatLng());
            found.push(L.bounds(at.subtract([half, half]), at.add([half, half])));
          }
        });
      }
      return found;
    };

    return function (payload) {
      const wanted = payload && payload.count ? payload.key : "";
      if ((shown ? shown.payload.key : "") !== wanted) {
        if (wanted) {
          build(payload);
        } else {
          clear();
        }
        options.rearrange();
      }
      box.dataset.points = String(payload ? payload.count : 0);
    };
  };
})(window.pkMap);
