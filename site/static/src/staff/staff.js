// Staff pages hold what people told us: when the session has run out, they leave the screen too.
// The server decides by itself; this only takes away what it no longer shows.
//
// <script src="…" data-end-after="1800" data-ended-url="/admin/login/"></script>

// What a page asks for by itself keeps nobody signed in (see BACKGROUND in accounts/middleware.py).
const BY_ITSELF = /\/editing-sessions\/|\/dismissibles\/|\/jsi18n\/|\/sprite\//;

const { endAfter, endedUrl } = document.currentScript.dataset;
const patience = Number(endAfter) * 1000;
// Work in one tab keeps the session, so it keeps the other tabs. Nothing is stored.
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("staff") : null;
let since = Date.now();
let leaving = false;

function begin() {
  since = Date.now();
}

function tell() {
  begin();
  tabs?.postMessage("here");
}

function leave() {
  leaving = true;
  document.documentElement.hidden = true;
  window.location.replace(endedUrl);
}

function look() {
  if (!leaving && Date.now() - since >= patience) leave();
}

if (tabs) tabs.onmessage = begin;
tell();

new PerformanceObserver((list) => {
  const asked = list.getEntries().some(
    (entry) => ["fetch", "xmlhttprequest"].includes(entry.initiatorType) && !BY_ITSELF.test(entry.name),
  );
  if (asked) tell();
}).observe({ type: "resource" });

// Nobody is there to answer "leave this page?".
window.addEventListener("beforeunload", (event) => leaving && event.stopImmediatePropagation(), { capture: true });
// A page kept whole by the browser and shown again by Back: the server is asked anew.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.hidden = true;
  window.location.reload();
});
// A clock and not one long timer: a sleeping machine holds timers back.
window.setInterval(look, 1000);
document.addEventListener("visibilitychange", look);
