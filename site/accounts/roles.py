"""Roles and what each may do. A role is a key; permissions are granted here and nowhere else."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    TRIAGE_WORKER = "triage_worker", _("Triage worker")
    TRIAGE_MANAGER = "triage_manager", _("Triage manager")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    TRANSLATOR = "translator", _("Translator")
    COMMUNICATIONS_EDITOR = "communications_editor", _("Communications editor")
    AUDITOR = "auditor", _("Auditor")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")


# An administrator gives access and never reads a case; who reads cases never gives access alone.
PERMISSIONS: dict[str, frozenset[str]] = {
    Role.TRIAGE_WORKER: frozenset({"case.read", "case.work"}),
    Role.TRIAGE_MANAGER: frozenset(
        {
            "case.read",
            "case.work",
            "case.assign",
            "case.decide",
            "policy.edit",
            "people.read",
            "membership.approve",
            "team.manage",
            "checklist.manage",
            "referrer.manage",
        }
    ),
    Role.SAFEGUARDING_LEAD: frozenset(
        {
            "case.read",
            "case.work",
            "case.assign",
            "case.decide",
            "safeguarding.read",
            "people.read",
            "membership.approve",
        }
    ),
    Role.TRANSLATOR: frozenset({"case.translate"}),
    Role.COMMUNICATIONS_EDITOR: frozenset({"content.edit"}),
    Role.AUDITOR: frozenset({"audit.read"}),
    Role.DATA_PROTECTION_OFFICER: frozenset({"audit.read", "people.read"}),
    Role.ADMINISTRATOR: frozenset(
        {
            "people.read",
            "account.manage",
            "membership.propose",
            "membership.approve",
            "team.manage",
            "policy.edit",
            "checklist.manage",
            "referrer.manage",
        }
    ),
}

# For each role in one sentence: shown where somebody chooses it.
MEANING = {
    Role.TRIAGE_WORKER: _("Reads and works on cases in their areas."),
    Role.TRIAGE_MANAGER: _("Reads, works on and hands out cases in their areas. Looks after teams."),
    Role.SAFEGUARDING_LEAD: _("Reads and works on cases, and sees safeguarding links between them."),
    Role.TRANSLATOR: _("Translates what people wrote, in their areas."),
    Role.COMMUNICATIONS_EDITOR: _("Writes and publishes pages. Sees no case."),
    Role.AUDITOR: _("Reads the record of who did what. Sees no answer that anybody gave."),
    Role.DATA_PROTECTION_OFFICER: _("Is told of every change of access. Reads the record of who did what."),
    Role.ADMINISTRATOR: _("Makes accounts, and proposes who may do what. Sees no case."),
}

READS_CASES = frozenset(role for role, granted in PERMISSIONS.items() if "case.read" in granted)
# Whoever could give access to a case, or approve it, is as sensitive as whoever reads one: else one
# administrator could make a second account and be their own second person.
NEEDS_SECOND_PERSON = frozenset(
    role
    for role, granted in PERMISSIONS.items()
    if granted & {"case.read", "case.translate", "account.manage", "membership.propose", "membership.approve"}
)
