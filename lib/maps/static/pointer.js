/* Tooltip and outlines for what is pointed at, focused or selected. They lie in a pane of their
   own: reordering the areas themselves would lose the keyboard's place. */
(function (pk) {
  "use strict";
  const INK = "#16202b";
  const OUTLINES = {
    hover: [{ color: "#ffffff", weight: 4 }, { color: INK, weight: 1.8 }],
    selected: [{ color: "#ffffff", weight: 6.5 }, { color: INK, weight: 3.2 }],
    focus: [{ color: "#ffffff", weight: 7 }, { color: "accent", weight: 4 }],
  };

  function accent() {
    const given = getComputedStyle(document.documentElement).getPropertyValue("--pk-accent");
    return given.trim() || "#0b6e8f";
  }

  pk.addOutlines = function (map) {
    map.createPane("pk-outlines").style.zIndex = 450;
    map.getPane("pk-outlines").style.pointerEvents = "none";
    const renderer = L.svg({ pane: "pk-outlines", padding: 0.3 });
    const shown = { hover: null, selected: null, focus: null };
    return function (kind, layer) {
      if (shown[kind] && shown[kind].of === layer) {
        return;
      }
      if (shown[kind]) {
        shown[kind].group.remove();
        shown[kind] = null;
      }
      if (layer) {
        const group = L.layerGroup(OUTLINES[kind].map(function (line) {
          return L.polygon(layer.getLatLngs(), {
            renderer: renderer, interactive: false, fill: false, lineJoin: "round",
            color: line.color === "accent" ? accent() : line.color, weight: line.weight,
            className: "pk-outline-" + kind,
          });
        })).addTo(map);
        shown[kind] = { of: layer, group: group };
      }
    };
  };

  /** Dashed outlines of the areas that a scenario changes; returns the function that renews them. */
  pk.addMarks = function (map, layers) {
    const group = L.layerGroup().addTo(map);
    const renderer = L.svg({ pane: "pk-outlines", padding: 0.3 });
    let shown = "";
    return function (marked) {
      if (String(marked) === shown) {
        return;
      }
      shown = String(marked);
      group.clearLayers();
      marked.forEach(function (i) {
        [{ color: "#ffffff", weight: 5 }, { color: INK, weight: 2.6, dashArray: "7 6" }]
          .forEach(function (line) {
            L.polygon(layers[i].getLatLngs(), {
              renderer: renderer, interactive: false, fill: false, lineJoin: "round",
              lineCap: "butt", className: "pk-outline-marked", color: line.color,
              weight: line.weight, dashArray: line.dashArray || null,
            }).addTo(group);
          });
      });
    };
  };

  /** One tooltip for all areas; follows the pointer, or stands at the focused area. */
  pk.addTooltip = function (map, wordsOf) {
    const tip = L.tooltip({ className: "pk-tip", direction: "auto", opacity: 1, offset: [14, 0] });
    let current = -1;
    function fill() {
      const box = pk.element("div");
      wordsOf(current).lines.forEach(function (line, number) {
        box.appendChild(pk.element("div", number === 0 ? "pk-tip-name" : "", line));
      });
      tip.setContent(box);
    }
    return {
      show: function (i, place) {
        tip.setLatLng(place);
        if (i !== current) {
          current = i;
          fill();
          map.openTooltip(tip);
        }
      },
      hide: function () {
        current = -1;
        map.closeTooltip(tip);
      },
      refresh: function () {
        if (current >= 0) {
          fill();
        }
      },
    };
  };

  pk.followPointer = function (map, group, tooltip, outline, tellOthers) {
    group.on("mouseover", function (event) {
      outline("hover", event.layer);
      tellOthers(event.layer.pkIndex);
      tooltip.show(event.layer.pkIndex, event.latlng);
    });
    group.on("mousemove", function (event) {
      tooltip.show(event.layer.pkIndex, event.latlng);
    });
    group.on("mouseout", function () {
      outline("hover", null);
      tellOthers(-1);
      tooltip.hide();
    });
  };

  /** The wheel scrolls the page until somebody works with the map (or holds Ctrl). */
  pk.tameWheel = function (map) {
    const box = map.getContainer();
    let active = false;
    function set(on) {
      active = on;
      map.scrollWheelZoom[on ? "enable" : "disable"]();
    }
    box.addEventListener("click", function () { set(true); });
    box.addEventListener("focusin", function (event) {
      if (event.target.matches(":focus-visible")) {
        set(true);
      }
    });
    box.addEventListener("mouseleave", function () { set(false); });
    box.addEventListener("wheel", function (event) {
      if (!active && event.ctrlKey !== map.scrollWheelZoom.enabled()) {
        map.scrollWheelZoom[event.ctrlKey ? "enable" : "disable"]();
      }
      if (event.ctrlKey) {
        event.preventDefault();
      }
    }, { capture: true, passive: false });
  };
})(window.pkMap);
