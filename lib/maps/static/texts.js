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

  /** Returns area number -> {lines, text}; nothing is built before somebody asks. */
  pk.reader = function (payload, nameOf) {
    const kinds = pk.decode(payload.text);
    const words = payload.words.split(";");
    const numbers = pk.decode(payload.numbers);
    const sizes = payload.templates.map(function (template) {
      return new Set((template.match(MARKS) || []).filter(function (mark) {
        return mark !== NAME_MARK;
      })).size;
    });
    const starts = new Uint32Array(kinds.length);
    for (let i = 0, at = 0; i < kinds.length; i += 1) {
      starts[i] = at;
      at += sizes[kinds[i]];
    }
    return function (i) {
      const name = payload.names[i] === undefined ? nameOf(i) : payload.names[i];
      const whole = payload.templates[kinds[i]].replace(MARKS, function (mark) {
        return mark === NAME_MARK
          ? name
          : words[numbers[starts[i] + mark.charCodeAt(0) - FIRST_NUMBER_MARK]];
      });
      const parts = whole.split("\x1e");
      return { lines: parts[0].split("\n"), text: parts[1] };
    };
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
