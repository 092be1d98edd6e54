/* Zoom and home buttons, attribution: all built from text nodes. */
(function (pk) {
  "use strict";

  pk.corner = function (map, position, element) {
    const control = L.control({ position: position });
    control.onAdd = function () {
      L.DomEvent.disableClickPropagation(element);
      return element;
    };
    control.addTo(map);
  };

  function icon(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", path);
    svg.appendChild(shape);
    return svg;
  }

  pk.addButtons = function (map, labels, home) {
    const bar = pk.element("div", "pk-buttons");
    [
      [labels.zoom_in, "M10 4v12M4 10h12", function () { map.zoomIn(); }],
      [labels.zoom_out, "M4 10h12", function () { map.zoomOut(); }],
      [labels.home, "M3 10l7-6 7 6M5.5 8.5V16h9V8.5", home],
    ].forEach(function (entry) {
      const button = pk.element("button");
      button.type = "button";
      button.title = entry[0];
      button.setAttribute("aria-label", entry[0]);
      button.appendChild(icon(entry[1]));
      button.addEventListener("click", entry[2]);
      bar.appendChild(button);
    });
    pk.corner(map, "topright", bar);
  };

  pk.addAttribution = function (map, texts) {
    const box = pk.element("div", "pk-attribution");
    texts.filter(Boolean).forEach(function (text, number) {
      if (number > 0) {
        box.appendChild(document.createTextNode(" · "));
      }
      // A word before an address becomes its link: "Datenquellen: https://…".
      text.split(/([^\s,;]+:?\s*https:\/\/[^\s,;]+)/).forEach(function (part) {
        const found = /^(\S+?):?\s*(https:\/\/\S+)$/.exec(part);
        if (!found) {
          box.appendChild(document.createTextNode(part));
          return;
        }
        const link = pk.element("a", "", found[1]);
        link.href = found[2];
        link.target = "_blank";
        link.rel = "noopener noreferrer";
        box.appendChild(link);
      });
    });
    pk.corner(map, "bottomright", box);
  };
})(window.pkMap);
