// GOV.UK's "Exit this page", safer: it leaves no entry for Back, and needs no answer of our server.
import { ExitThisPage } from "govuk-frontend";
import { holdsAnswers } from "./again.js";

// What somebody in a hurry can stand, in milliseconds; then the neutral site comes whatever our server does.
const PATIENCE = 500;

export class Exit extends ExitThisPage {
  constructor(root, config) {
    super(root, config);
    // A dialog makes everything behind it unreachable, so it carries an exit of its own.
    for (const link of document.querySelectorAll("dialog [data-exit]")) {
      link.addEventListener("click", this.handleClick.bind(this));
    }
  }

  exitPage() {
    const { body } = document;
    body.classList.add("govuk-exit-this-page-hide-content");
    this.$updateSpan.textContent = "";
    if (!this.$overlay) {
      this.$overlay = document.createElement("div");
      this.$overlay.className = "govuk-exit-this-page-overlay";
      this.$overlay.setAttribute("role", "alert");
      body.appendChild(this.$overlay);
      this.$overlay.textContent = this.i18n.t("activated");
    }
    // Never by way of our server: refusing the connection, it would leave the browser's error page with our name on it.
    const { href } = this.$button;
    const away = () => window.location.replace(this.$root.dataset.neutral || href);
    Promise.race([
      fetch(href, { method: "POST", keepalive: true, redirect: "manual", credentials: "same-origin" }),
      new Promise((resolve) => { window.setTimeout(resolve, PATIENCE); }),
    ]).then(away, away);
  }

  resetPage(event) {
    // A page with answers reloads instead: until it has, it stays covered.
    if (!(event.persisted && holdsAnswers())) super.resetPage();
  }
}
