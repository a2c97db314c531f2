// Asks "are you still there?" before the answers go, and goes when nobody says so.
// The server decides by itself; this only tells the person in time. Typing saves nothing, so it does not count.
//
// <div data-idle-warning data-warn-after="900" data-end-after="1200" data-stay-url="…" data-ended-url="…">
//   <dialog role="alertdialog" aria-labelledby="…" aria-describedby="…"> … <button data-idle-stay> …
//     <p data-idle-failed hidden> … </p> <a data-exit href="/leave/"> … </dialog></div>

const seconds = (element, name) => Number(element.dataset[name]) * 1000;

class IdleWarning {
  constructor(root) {
    this.root = root;
    this.dialog = root.querySelector("dialog");
    this.stay = root.querySelector("[data-idle-stay]");
    this.failed = root.querySelector("[data-idle-failed]");
    // Saying so in one tab holds for all of them. Nothing is stored.
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel("visit") : null;
    if (this.tabs) this.tabs.onmessage = () => this.begin();
    this.begin();
    this.tell();
    this.stay.addEventListener("click", () => this.extend());
    // Escape must never look like "yes" and mean "no".
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.extend();
    });
    // A clock and not one long timer: a sleeping telephone holds timers back.
    this.timer = window.setInterval(() => this.look(), 1000);
    document.addEventListener("visibilitychange", () => this.look());
  }

  begin() {
    this.since = Date.now();
    if (this.failed) this.failed.hidden = true;
    if (this.dialog.open) this.dialog.close();
  }

  tell() {
    this.tabs?.postMessage("here");
  }

  look() {
    const idle = Date.now() - this.since;
    if (idle >= seconds(this.root, "endAfter")) this.end();
    else if (idle >= seconds(this.root, "warnAfter") && !this.dialog.open) {
      this.dialog.showModal();
      this.stay.focus();
    }
  }

  end() {
    window.clearInterval(this.timer);
    window.location.replace(this.root.dataset.endedUrl);
  }

  async extend() {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    try {
      const answer = await fetch(this.root.dataset.stayUrl, { method: "POST", body, signal: AbortSignal.timeout(8000) });
      if (answer.status >= 500) throw new Error();
      if (!answer.ok) return this.end();
      this.begin();
      this.tell();
    } catch {
      // The line is down: the question stays, and can be answered again.
      if (!this.failed) return;
      this.failed.setAttribute("role", "alert");
      this.failed.hidden = false;
    }
  }
}

export function startIdleWarning(root) {
  if (root.querySelector("dialog")?.showModal) new IdleWarning(root);
}
