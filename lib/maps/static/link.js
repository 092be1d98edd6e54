/* Maps of one page with the same link pan and zoom together. They find each other through the page
   around their frames, so another tab of the browser is never moved. */
(function (pk) {
  "use strict";

  function registry(name) {
    try {
      window.parent.__pkLinks = window.parent.__pkLinks || {};
      window.parent.__pkLinks[name] = window.parent.__pkLinks[name] || { maps: [], leader: null };
      return window.parent.__pkLinks[name];
    } catch (error) {
      return null; // embedded in a page of another origin: each map stands alone
    }
  }

  function alive(entry) {
    try {
      return Boolean(entry.frame.isConnected);
    } catch (error) {
      return false;
    }
  }

  /** Links a map; `view` has fitted(): the zoom that shows the whole extent, and isMoved().
      Only the map that somebody works with leads, so that no map answers itself. */
  pk.linkMap = function (map, name, view) {
    const others = registry(name);
    if (!name || !others) {
      return { hover: function () {} };
    }
    const own = {
      frame: window.frameElement,
      isMoved: view.isMoved,
      // Maps of different size show the same part of the extent.
      where: function () {
        const centre = map.getCenter();
        return [centre.lat, centre.lng, map.getZoom() - view.fitted()];
      },
      follow: function (where, animate) {
        map.setView([where[0], where[1]], view.fitted() + where[2], { animate: animate });
      },
      hover: view.hover,
    };
    function rest() {
      others.maps = others.maps.filter(alive);
      return others.maps.filter(function (entry) { return entry !== own; });
    }
    function lead() {
      others.leader = own;
    }
    ["pointerdown", "wheel", "keydown", "touchstart"].forEach(function (kind) {
      window.addEventListener(kind, lead, { capture: true, passive: true });
    });
    map.on("move", function () {
      if (others.leader === own && !map._animatingZoom) {
        rest().forEach(function (entry) { entry.follow(own.where(), false); });
      }
    });
    map.on("zoomanim", function (event) {
      if (others.leader === own && !event.noUpdate) {
        const where = [event.center.lat, event.center.lng, event.zoom - view.fitted()];
        rest().forEach(function (entry) { entry.follow(where, true); });
      }
    });
    const known = rest().find(function (entry) { return entry.isMoved(); });
    others.maps.push(own);
    if (known) {
      own.follow(known.where(), false);
    }
    map.getContainer().dataset.link = name;
    return {
      hover: function (i) { rest().forEach(function (entry) { entry.hover(i); }); },
    };
  };
})(window.pkMap);
