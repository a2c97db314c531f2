// Says that scripts run, before anything is drawn: GOV.UK's styles hide what a script will show again.
document.body.classList.add("js-enabled", ..."noModule" in HTMLScriptElement.prototype ? ["govuk-frontend-supported"] : []);
