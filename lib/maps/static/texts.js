/* Unpacks what lib/maps/encode.py packed: sentences with marks, and the numbers to fill in. */
(function (pk) {
  "use strict";
  const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const NAME_MARK = "\ue000";
  const FIRST_NUMBER_MARK = 0xe001;
  const MARKS = /[\ue000-\uf8ff]/g;

  /** Numbers packed as [characters a value, text]. */
  pk.decode = function (packed) {
    const width = packed[0];
    const text = packed[1];
    const values = new Uint32Array(text.length / width);
    for (let i = 0; i < values.length; i += 1) {
      let value = 0;
      for (let k = 0; k < width; k += 1) {
        value = value * ALPHABET.length + ALPHABET.indexOf(text[i * width + k]);
      }
      values[i] = value;
    }
    return values;
  };

  /** Values of `count` rows: what is usual, and exceptions packed as [steps, values]. */
  function withExceptions(count, usual, packed) {
    const values = new Uint32Array(count);
    for (let i = 0; i < count; i += 1) {
      values[i] = usual(i);
    }
    const others = pk.decode(packed[1]);
    let row = 0;
    pk.decode(packed[0]).forEach(function (step, i) {
      row += step;
      values[row] = others[i];
    });
    return values;
  }

  /** Returns {paints: palette entry of each area, words: area number -> {lines, text}}.
      Words are put together when somebody asks. */
  pk.unpack = function (payload, nameOf) {
    const kinds = withExceptions(payload.count, function () { return payload.usual; },
      payload.others);
    // Which row of its sentence's columns belongs to an area.
    const rows = new Uint32Array(payload.count);
    const sizes = new Uint32Array(payload.groups.length);
    kinds.forEach(function (kind, i) {
      rows[i] = sizes[kind];
      sizes[kind] += 1;
    });
    const groups = payload.groups.map(function (group, kind) {
      const follows = group[0];
      const colours = pk.decode(group[1]);
      const columns = group[3].map(function (column) {
        return { words: column[0].split(";"), codes: pk.decode(column[1]) };
      });
      return {
        columns: columns,
        paints: withExceptions(sizes[kind], function (row) {
          return colours[follows < 0 ? 0 : columns[follows].codes[row]];
        }, group[2]),
      };
    });
    const paints = kinds.map(function (kind, i) { return groups[kind].paints[rows[i]]; });
    function words(i) {
      const name = payload.names[i] === undefined ? nameOf(i) : payload.names[i];
      const columns = groups[kinds[i]].columns;
      const whole = payload.templates[kinds[i]].replace(MARKS, function (mark) {
        if (mark === NAME_MARK) {
          return name;
        }
        const column = columns[mark.charCodeAt(0) - FIRST_NUMBER_MARK];
        return column.words[column.codes[rows[i]]];
      });
      const parts = whole.split("\x1e");
      return { lines: parts[0].split("\n"), text: parts[1] };
    }
    return { paints: paints, words: words };
  };

  /** Element with text; text from data is never markup. */
  pk.element = function (name, className, text) {
    const element = document.createElement(name);
    element.className = className || "";
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  };
})(window.pkMap);
