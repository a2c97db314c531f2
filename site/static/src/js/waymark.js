// What every public page runs. All of it is help on top: each page works without.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { Exit } from "./exit.js";
import { startIdleWarning } from "./idle.js";
import { reloadWhenShownAgain } from "./again.js";

reloadWhenShownAgain();
// Exit first: nothing that breaks below may take it away.
for (const Component of [Exit, Button, SkipLink, ErrorSummary, Radios, Checkboxes, CharacterCount, NotificationBanner]) {
  createAll(Component);
}
for (const element of document.querySelectorAll("[data-idle-warning]")) startIdleWarning(element);
