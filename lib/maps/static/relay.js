/* Values that arrive while the map is still being built would be lost: the component only draws
   what came with its first message. So remember the last message and play it again once. */
window.pkMap = window.pkMap || {};
(function (pk) {
  "use strict";
  let last = null;

  function applyTheme(theme) {
    if (theme && /^#[0-9a-f]{3,8}$/i.test(theme.primaryColor || "")) {
      document.documentElement.style.setProperty("--pk-accent", theme.primaryColor);
    }
  }

  window.addEventListener("message", function (event) {
    if (event.data && event.data.type === "streamlit:render") {
      last = event.data;
      applyTheme(last.theme);
    }
  });

  pk.catchUp = function () {
    window.setTimeout(function () {
      const drawn = window.__GLOBAL_DATA__ && window.__GLOBAL_DATA__.last_feature_group;
      if (last && last.args && window.map && last.args.feature_group !== drawn) {
        window.postMessage(last, window.location.origin);
      }
    }, 0);
  };
})(window.pkMap);
