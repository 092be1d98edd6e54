/* The map itself: loads the boundaries once, then only takes values (paint). */
(function (pk) {
  "use strict";
  const BORDERS_FROM_ZOOM = 8.5;
  const MAX_ZOOM = 18;

  function load(url) {
    // Synchronous on purpose: streamlit-folium binds its click handlers right after this script.
    const request = new XMLHttpRequest();
    request.open("GET", url, false);
    request.send();
    if (request.status !== 200) {
      throw new Error("boundaries: HTTP " + request.status);
    }
    const features = JSON.parse(request.responseText).features;
    return features.sort(function (a, b) {
      return a.properties.ags < b.properties.ags ? -1 : 1;
    });
  }

  function countMount() {
    window.__mapMounts = (window.__mapMounts || 0) + 1;
    try {
      window.parent.__mapMounts = (window.parent.__mapMounts || 0) + 1;
    } catch (error) {
      // Embedded in a page of another origin: then there is nobody to count for.
    }
  }

  function clicked() {
    return {
      type: "Feature",
      geometry: null,
      properties: { ags: this.feature.properties.ags, at: Date.now() },
    };
  }

  /** From afar thousands of borders would hide the areas, and cost half of the time to draw. */
  function bordersWhenClose(map, group) {
    let shown = false;
    map.on("zoomend", function () {
      const wanted = map.getZoom() >= BORDERS_FROM_ZOOM;
      if (wanted !== shown) {
        shown = wanted;
        group.setStyle({ stroke: wanted });
      }
    });
  }

  function addAreas(map, features, onCanvas, config) {
    const border = {
      weight: features.length > config.namedLimit ? 0.6 : 1.4,
      fillOpacity: config.basemap ? 0.78 : 1,
    };
    const layers = new Array(features.length);
    const group = L.geoJSON(null, {
      style: {
        color: "#ffffff", weight: border.weight, stroke: !onCanvas,
        fillColor: pk.fillOf("", "absent", onCanvas), fillOpacity: border.fillOpacity,
        lineJoin: "round",
      },
      interactive: config.interactive,
      onEachFeature: function (feature, layer) {
        layer.pkIndex = feature.pkIndex;
        layer.toGeoJSON = clicked;
        layers[feature.pkIndex] = layer;
      },
    });
    features.forEach(function (feature, i) { feature.pkIndex = i; });
    // Tab goes through the areas in the order of their names.
    const order = new Intl.Collator("de");
    group.addData({
      type: "FeatureCollection",
      features: features.slice().sort(function (a, b) {
        return order.compare(a.properties.name, b.properties.name);
      }),
    });
    group.addTo(map);
    if (onCanvas) {
      bordersWhenClose(map, group);
    }
    return { group: group, layers: layers, border: border };
  }

  const GAP = 10;
  // The extent may become smaller by this much (zoom levels) so that the legend covers none of it.
  const GIVE = 0.35;

  /** Room that the legend takes at the left edge of a wide map. */
  function legendRoom(box, large) {
    const width = large ? (window.innerWidth >= 1700 ? 480 : 360) : 265;
    return box.clientWidth >= 3 * width ? width : GAP;
  }

  function keepFitted(map, bounds, large) {
    const box = map.getContainer();
    let ours = false;
    let moved = false;
    let size = "";
    // On a narrow map the line of sources would cover the south.
    function below() {
      const line = box.querySelector(".pk-attribution");
      return line && line.offsetWidth > 0.45 * box.clientWidth ? line.offsetHeight + 4 : GAP;
    }
    function zoomBeside(room) {
      return map.getBoundsZoom(bounds, false, L.point(room + GAP, GAP + below()));
    }
    function left() {
      const room = legendRoom(box, large);
      return zoomBeside(room) >= zoomBeside(GAP) - GIVE ? room : GAP;
    }
    function fit(target) {
      ours = true;
      map.setMinZoom(0);
      map.fitBounds(target, {
        animate: false, paddingTopLeft: [left(), GAP], paddingBottomRight: [GAP, below()],
      });
      map.setMinZoom(map.getBoundsZoom(bounds) - 0.75);
      ours = false;
    }
    map.on("movestart zoomstart", function () { moved = moved || !ours; });
    function resized() {
      const now = box.clientWidth + "x" + box.clientHeight;
      if (now === size || !box.clientWidth || !box.clientHeight) {
        return;
      }
      size = now;
      const seen = moved ? map.getBounds() : bounds;
      ours = true;
      map.invalidateSize({ animate: false, pan: false });
      fit(seen);
    }
    // The component sets the height once; other heights only reach the frame around it: a page's
    // style sheet from the start, a changed window later.
    function matchFrame() {
      if (window.innerHeight > 40) {
        box.style.height = window.innerHeight + "px";
      }
    }
    matchFrame();
    fit(bounds);
    size = box.clientWidth + "x" + box.clientHeight;
    new ResizeObserver(resized).observe(box);
    window.addEventListener("resize", matchFrame);
    return {
      home: function () {
        fit(bounds);
        moved = false;
      },
      isMoved: function () { return moved; },
      fitted: function () { return zoomBeside(left()); },
    };
  }

  function mountFailed(id, config, error) {
    const box = document.getElementById(id);
    console.error(error);
    const map = L.map(id, { zoomControl: false, attributionControl: false });
    box.appendChild(pk.element("p", "pk-failed", config.labels.failed));
    box.dataset.ready = "error";
    return map;
  }

  pk.mount = function (id, config) {
    countMount();
    document.body.classList.add("pk-body");
    document.body.classList.toggle("pk-large", Boolean(config.large));
    let features;
    try {
      features = load(config.boundaries);
    } catch (error) {
      return mountFailed(id, config, error);
    }
    const onCanvas = features.length > config.svgLimit;
    const few = features.length <= config.namedLimit;
    const on = config.interactive;
    const map = L.map(id, {
      renderer: onCanvas ? L.canvas({ padding: 0.2 }) : L.svg({ padding: 0.4 }),
      zoomControl: false, attributionControl: false, trackResize: false,
      zoomSnap: 0.05, maxZoom: MAX_ZOOM, zoomDelta: 0.75, wheelPxPerZoomLevel: 120,
      scrollWheelZoom: false, doubleClickZoom: false, boxZoom: on, keyboard: on, touchZoom: on,
      // One finger scrolls the page, two fingers move the map.
      dragging: on && !L.Browser.mobile,
    });
    const bounds = L.latLngBounds([config.bounds.slice(0, 2), config.bounds.slice(2)]);
    pk.addAttribution(map, [config.attribution, config.basemap && config.basemap.attribution]);
    const view = keepFitted(map, bounds, Boolean(config.large));
    if (config.basemap) {
      L.tileLayer(config.basemap.url, { maxZoom: MAX_ZOOM }).addTo(map);
    }
    const areas = addAreas(map, features, onCanvas, config);
    const nameOf = function (i) { return features[i].properties.name; };
    const state = {
      box: map.getContainer(), onCanvas: onCanvas, layers: areas.layers, nameOf: nameOf,
      words: null, fills: [], count: 0,
      indexOf: new Map(features.map(function (f, i) { return [f.properties.ags, i]; })),
      outline: pk.addOutlines(map),
      legend: pk.addLegend(map, config.labels.legend),
    };
    map.pk = state;
    if (!onCanvas) {
      pk.definePatterns(map.getRenderer(areas.layers[0])._container);
    } else {
      // Legend swatches are SVG on every map.
      const hidden = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      hidden.setAttribute("class", "pk-defs");
      document.body.appendChild(hidden);
      pk.definePatterns(hidden);
    }
    state.box.setAttribute("role", "region");
    state.tooltip = pk.addTooltip(map, function (i) { return state.words(i); });
    state.marks = pk.addMarks(map, areas.layers);
    state.surface = pk.addSurface(map, state.box, areas);
    const places = {
      labels: config.labels, large: config.large, interactive: on,
      rearrange: function () { if (state.arrange) { state.arrange(); } },
    };
    state.points = pk.addPoints(map, state.box, places);
    const linked = pk.linkMap(map, config.link, {
      fitted: view.fitted, isMoved: view.isMoved,
      hover: function (i) { state.outline("hover", i < 0 ? null : areas.layers[i]); },
    });
    if (on) {
      pk.followPointer(map, areas.group, state.tooltip, state.outline, linked.hover);
      state.keys = few && !onCanvas
        ? pk.eachByTab(map, areas.layers, state.tooltip, state.outline)
        : pk.allByArrows(map, areas.layers, state.tooltip, state.outline, config.labels.keyboard);
      pk.addButtons(map, config.labels, view.home);
      pk.tameWheel(map);
    }
    if (few) {
      state.arrange = pk.addNames(map, areas.layers, nameOf, places.discs);
    }
    state.box.dataset.ready = "true";
    pk.catchUp();
    return map;
  };

  function drawn(state, count) {
    requestAnimationFrame(function () {
      requestAnimationFrame(function () { state.box.dataset.painted = String(count); });
    });
  }

  /** Shows other values on the map as it is; returns the empty layer that Streamlit asks for. */
  pk.paint = function (map, payload) {
    const layer = L.featureGroup();
    const state = map.pk;
    if (!state) {
      return layer;
    }
    const values = pk.unpack(payload, state.nameOf);
    if (values.paints.length !== state.layers.length) {
      console.error("values for", values.paints.length, "of", state.layers.length, "areas");
      state.box.dataset.ready = "error";
      return layer;
    }
    const fills = payload.palette.map(function (entry) {
      return pk.fillOf(entry[0], entry[1], state.onCanvas);
    });
    values.paints.forEach(function (code, i) {
      if (state.fills[i] !== fills[code]) {
        state.fills[i] = fills[code];
        state.layers[i].setStyle({ fillColor: fills[code] });
      }
    });
    state.words = values.words;
    const chosen = state.indexOf.has(payload.selected) ? state.indexOf.get(payload.selected) : -1;
    state.outline("selected", chosen >= 0 ? state.layers[chosen] : null);
    if (state.keys) {
      state.keys(state.words, chosen);
    }
    state.tooltip.refresh();
    state.marks(payload.marked);
    state.surface(payload.surface, function (i) {
      return payload.palette[values.paints[i]][1] !== "no_report";
    });
    state.points(payload.points);
    state.legend(payload.legend);
    state.box.setAttribute("aria-label", [
      payload.title, payload.surface && payload.surface.text,
      payload.points && payload.points.count + " " + payload.points.label,
    ].filter(Boolean).join(". "));
    if (state.arrange && state.count === 0) {
      state.arrange();
    }
    // The component keeps every layer it was ever given; drop those that left the map.
    window.feature_group = (window.feature_group || []).filter(function (old) {
      return map.hasLayer(old);
    });
    state.count += 1;
    state.box.dataset.paintCount = String(state.count);
    drawn(state, state.count);
    return layer;
  };
})(window.pkMap);
