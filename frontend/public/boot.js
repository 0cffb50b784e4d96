// Watches the start of the app. The page contains two hidden notices with help and phone; this shows one of them when the
// app cannot start (no WebAssembly, blocked, broken, not loaded) or is not ready after ten seconds. Written in ECMAScript 5,
// because the browsers that need it support nothing newer.
(function () {
  "use strict";
  var root = document.documentElement;
  var failed = false;

  function ready() {
    return root.getAttribute("data-app") === "ready";
  }

  function show(id, visible) {
    var notice = document.getElementById(id);
    if (notice) notice.hidden = !visible;
  }

  function fail() {
    if (ready()) return;
    failed = true;
    show("boot-slow", false);
    show("boot-failed", true);
  }

  // A script that does not load, or an exception during the start. A missing image does not stop the app.
  function onError(event) {
    var source = event.target;
    if (source === window || (source && source.tagName === "SCRIPT")) fail();
  }

  if (typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"))) {
    fail();
    return;
  }
  window.addEventListener("error", onError, true);
  window.addEventListener("unhandledrejection", fail);
  setTimeout(function () {
    if (!ready() && !failed) show("boot-slow", true);
  }, 10000);
  new MutationObserver(function () {
    if (!ready()) return;
    show("boot-slow", false);
    show("boot-failed", false);
  }).observe(root, { attributes: true, attributeFilter: ["data-app"] });
})();
