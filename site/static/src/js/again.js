// A page with answers, kept whole by the browser and shown again by Back: ask the server anew,
// which knows whether there are still answers to show.
export const holdsAnswers = () => document.documentElement.hasAttribute("data-no-store");

export function reloadWhenShownAgain() {
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || !holdsAnswers()) return;
    document.documentElement.hidden = true;
    window.location.reload();
  });
}
