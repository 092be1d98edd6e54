/* Everything a pointer can do, without one: Tab and arrow keys move, Enter or Space selects. */
(function (pk) {
  "use strict";
  const STEPS = {
    ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
  };
  pk.STEPS = STEPS;

  /** Nearest area in a direction, as the eye would go: near and straight ahead. */
  function neighbour(centres, from, step) {
    const stretch = Math.cos((centres[from].lat * Math.PI) / 180);
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < centres.length; i += 1) {
      const x = (centres[i].lng - centres[from].lng) * stretch;
      const y = centres[i].lat - centres[from].lat;
      const ahead = x * step[0] + y * step[1];
      const aside = Math.abs(x * step[1] - y * step[0]);
      const cost = ahead + 2 * aside;
      if (i !== from && ahead > 0 && aside <= 1.5 * ahead && cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }
  pk.neighbour = neighbour;

  function centresOf(layers) {
    return layers.map(function (layer) { return layer.getBounds().getCenter(); });
  }

  /** What happens when area `i` gets or loses the keyboard's attention. */
  function watch(map, layers, tooltip, outline) {
    return {
      enter: function (i) {
        const place = layers[i].getBounds().getCenter();
        if (!map.getBounds().contains(place)) {
          map.panTo(place);
        }
        outline("focus", layers[i]);
        tooltip.show(i, place);
      },
      leave: function () {
        outline("focus", null);
        tooltip.hide();
      },
      choose: function (i) {
        layers[i].fire("click", { latlng: layers[i].getBounds().getCenter() }, true);
      },
    };
  }

  /** Few areas: each is a button of its own. Returns the function that renews their words. */
  pk.eachByTab = function (map, layers, tooltip, outline) {
    const act = watch(map, layers, tooltip, outline);
    const centres = centresOf(layers);
    layers.forEach(function (layer, i) {
      const path = layer.getElement();
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.addEventListener("focus", function () {
        if (path.matches(":focus-visible")) {
          act.enter(i);
        }
      });
      path.addEventListener("blur", act.leave);
      path.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          act.choose(i);
        } else if (event.key === "Escape") {
          tooltip.hide();
        } else if (STEPS[event.key]) {
          event.preventDefault();
          event.stopPropagation();
          const next = neighbour(centres, i, STEPS[event.key]);
          if (next >= 0) {
            layers[next].getElement().focus({ preventScroll: true });
          }
        }
      });
    });
    return function (wordsOf, selected) {
      layers.forEach(function (layer, i) {
        layer.getElement().setAttribute("aria-label", wordsOf(i).text);
        layer.getElement().setAttribute("aria-pressed", String(i === selected));
      });
    };
  };

  /** Many areas: one Tab stop for the whole map, since thousands would be a trap. */
  pk.allByArrows = function (map, layers, tooltip, outline, hint) {
    const act = watch(map, layers, tooltip, outline);
    const button = pk.element("button", "pk-proxy");
    const spoken = pk.element("div", "pk-spoken");
    spoken.setAttribute("aria-live", "polite");
    button.type = "button";
    map.getContainer().append(button, spoken);
    let centres = null;
    let at = 0;
    let words = null;
    let selected = -1;
    function describe() {
      const text = words ? words(at).text : "";
      button.setAttribute("aria-label", text + ". " + hint);
      return text;
    }
    function go(i) {
      at = i;
      act.enter(at);
      spoken.textContent = describe();
    }
    button.addEventListener("focus", function () {
      centres = centres || centresOf(layers);
      if (button.matches(":focus-visible")) {
        go(selected >= 0 ? selected : at);
      }
    });
    button.addEventListener("blur", act.leave);
    button.addEventListener("click", function (event) {
      event.stopPropagation();
      act.choose(at);
    });
    button.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        tooltip.hide();
      } else if (STEPS[event.key]) {
        event.preventDefault();
        event.stopPropagation();
        const next = neighbour(centres, at, STEPS[event.key]);
        if (next >= 0) {
          go(next);
        }
      }
    });
    return function (wordsOf, chosen) {
      words = wordsOf;
      selected = chosen;
      describe();
    };
  };
})(window.pkMap);
