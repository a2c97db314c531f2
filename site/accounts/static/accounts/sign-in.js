// A passkey that was not given: say so where a screen reader hears it. Show passkey buttons only where they can work.
(function () {
  "use strict";
  var able = "PublicKeyCredential" in window && window.isSecureContext;
  document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = !able; });
  document.querySelectorAll("[data-no-passkey]").forEach(function (part) { part.hidden = able; });
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var said = document.getElementById("passkey-error");
    if (said) { said.hidden = false; said.textContent = said.dataset.text; }
  });
  var summary = document.getElementById("errors");
  if (summary) { summary.focus(); }
})();
