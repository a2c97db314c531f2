"""Every URL × every role. A new address without a row here fails the test.

Who may use an address is written down by its name or namespace below. Everybody else is refused: by 404 in our own
views, by Wagtail's own answer (302 to its home, or 403) in Wagtail's; whoever is not signed in is sent to sign in.
Nothing of Wagtail (edit, inspect, delete, history, usage, export, choosers) exists for cases at all.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Membership, Team
from accounts.roles import Role
from content.models import Helpline
from places.models import Commission
from referral_forms.inbox.models import ContactChange, Document, Link
from referral_forms.referrals.models import PermittedDomain
from referral_forms.referrals.professional import access, register
from services.models import AccessPoint, Import, Keeper, Problem, Proposal
from tests.home.demonstration import demonstration, loaded  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db

WORKER, MANAGER, LEAD = Role.TRIAGE_WORKER, Role.TRIAGE_MANAGER, Role.SAFEGUARDING_LEAD
EDITOR, ADMINISTRATOR = Role.COMMUNICATIONS_EDITOR, Role.ADMINISTRATOR
TRANSLATOR = Role.TRANSLATOR
AUDITOR, OFFICER = Role.AUDITOR, Role.DATA_PROTECTION_OFFICER
EVERYBODY = set(Role.values)
NOBODY: set[str] = set()
CASES = {WORKER, MANAGER, LEAD}
PEOPLE = {MANAGER, LEAD, OFFICER, ADMINISTRATOR}

# Addresses that need nobody to be signed in.
PUBLIC = {
    "health_live", "health_ready", "health_work", "leave", "front_door", "brand_stylesheet", "find_support",
    "support_nearby", "support_needs", "support_need", "support_need_area",
    "support_map", "about_the_data", "support_area", "access_point", "print_sheet", "wallet_card",
    "report_problem", "problem_reported", "keep", "keep_propose", "get_help", "wagtail_serve", "for_yourself",
    "equality", "picture", "professional_referral", "refer", "openid_connect_login", "openid_connect_callback",
    "for_someone_i_know", "changes",
    "open_referral", "robots", "security_txt", "sitemap", "sitemap_pages", "sitemap_directory", "changes_feed",
}  # fmt: skip
# The way in: what it answers is held by tests/accounts.
WAY_IN = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate",
    "account_reset_password", "account_change_password", "account_email", "sign_in_link", "sign_in_start",
    "sign_in_waiting", "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
}  # fmt: skip

# By name, or else by namespace, or else by the longest beginning that fits.
MAY: dict[str, set[str]] = {
    "inbox": CASES,
    "referrers": {MANAGER, ADMINISTRATOR},
    "referrers:tell": CASES,
    "referrers:withdrawal": CASES,
    "referrers:read": CASES,
    "intake": CASES,
    "translations": {TRANSLATOR},
    "translate_answer": {TRANSLATOR},
    "inbox:decide": {MANAGER, LEAD},
    "inbox:decide_change": CASES,
    "inbox:restrict": {LEAD},
    "inbox:open_to": {LEAD},
    "inbox:unrestrict": {LEAD},
    "rules": {MANAGER, ADMINISTRATOR},
    "people": PEOPLE,
    "person": PEOPLE,
    "invite_person": {ADMINISTRATOR},
    "propose_role": {ADMINISTRATOR},
    "reset_sign_in": {ADMINISTRATOR},
    "close_account": {ADMINISTRATOR},
    "unlock_account": {ADMINISTRATOR},
    "approve_role": {MANAGER, LEAD, ADMINISTRATOR},
    "end_role": {ADMINISTRATOR},
    "teams": PEOPLE,
    "new_team": {MANAGER, ADMINISTRATOR},
    "edit_team": {MANAGER, ADMINISTRATOR},
    "checklists": {MANAGER, ADMINISTRATOR},
    "load_checklist": {MANAGER, ADMINISTRATOR},
    "end_checklist": {MANAGER, ADMINISTRATOR},
    **{model: {ADMINISTRATOR} for model in (
        "area", "town", "commission", "commissioner", "eligibility", "responsetarget", "staffedhours",
        "calltimes", "maracrules", "routing")},
    "wagtailsnippets_content_helpline": {EDITOR},
    "wagtailsnippets_content_languagereview": {EDITOR},
    "wagtailsnippets_services": {EDITOR},
    "reported_problems": {EDITOR},
    "settle_problem": {EDITOR},
    "directory_": {EDITOR},
    "wagtailsnippets": {EDITOR},
    "wagtailsnippetchoosers": {EDITOR},
    "wagtailusers": NOBODY,
    "wagtaillocales": NOBODY,
    "wagtailsettings": {EDITOR, OFFICER},
    "wagtailadmin_pages": {EDITOR},
    "wagtailadmin_explore": {EDITOR},
    "wagtailadmin_collections": NOBODY,
    "wagtailadmin_workflows": NOBODY,
    # Nothing but the name of a task; nobody may add or change one.
    "wagtailadmin_workflows:task_chooser": {EDITOR},
    "wagtailadmin_workflows:task_chosen": {EDITOR},
    "wagtailadmin_reports": {EDITOR},
    "wagtaildocs": NOBODY,
    # Made by moving a page or an entry, and by nobody's hand.
    "wagtailredirects": NOBODY,
    # No page uses documents, and nobody may add one; this address only lists none.
    "wagtaildocs_chooser": {EDITOR},
    "wagtailimages": {EDITOR},
    "wagtail_localize": {EDITOR},
    "wagtail_bulk_action": {EDITOR},
    "wagtailadmin_api": {EDITOR},
    "wagtailadmin_choose_page": {EDITOR},
    "wagtailadmin_block_preview": {EDITOR},
    "wagtailadmin_editing_sessions": {EDITOR},
    "wagtailadmin_tag": {EDITOR},
    # What every page of the admin needs; none of it shows anything.
    "staff_home": EVERYBODY,
    "wagtailadmin_home": EVERYBODY,
    "wagtailadmin_account": EVERYBODY,
    "wagtailadmin_dismissibles": EVERYBODY,
    "wagtailadmin_error_test": EVERYBODY,
    "wagtail_localize:javascript_catalog": EVERYBODY,
    "mfa": EVERYBODY,
    "None": EVERYBODY,
}  # fmt: skip


def every_url(patterns: list | None = None, prefix: str = "", names: str = "") -> Iterator[tuple[str, Any]]:
    """(name, pattern) of every address of the site."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from every_url(entry.url_patterns, prefix + str(entry.pattern), space)
        elif isinstance(entry, URLPattern):
            yield f"{names}{entry.name}", entry


def row_for(name: str) -> set[str] | None:
    """Who may use an address; None when it is public, part of the way in, or has no row."""
    fitting = [key for key in MAY if name.startswith(key)]
    return MAY[max(fitting, key=len)] if fitting else None


def is_open(name: str) -> bool:
    return name.split(":", maxsplit=1)[0] in PUBLIC | WAY_IN or name in WAY_IN


def test_every_address_has_a_row():
    without = {name for name, _pattern in every_url() if not is_open(name) and row_for(name) is None}
    assert without == set()


def test_no_address_of_wagtail_shows_edits_deletes_exports_or_chooses_a_case():
    """The only addresses that know cases are our own."""
    ours = {name.removeprefix("inbox:") for name, _pattern in every_url() if name.startswith("inbox:")}
    assert ours == {
        *("queue", "find", "case", "note", "assign", "place", "decide_change", "message"),
        *("add_document", "open_document", "document", "decide", "link", "restrict", "open_to", "unrestrict"),
    }
    words = (
        *("case", "note", "selfreferral", "referral", "safecontact", "draft_", "datakey", "blindentry", "event"),
        *("message", "decision", "person", "document", "contactchange", "translation"),
    )
    strangers = [
        name
        for name, _pattern in every_url()
        if name.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")) and name.split(":")[0].endswith(words)
    ]
    assert strangers == []
    for model in apps.get_app_config("inbox").get_models():
        for action in ("index", "edit", "inspect", "delete", "history", "usage", "list"):
            with pytest.raises(NoReverseMatch):
                reverse(f"{model._meta.model_name}:{action}", args=[1])


@pytest.fixture
def arguments(cast, arrive, demonstration) -> dict[str, Any]:  # noqa: F811
    """A real value for each argument of an address, so that a refusal is about the person and not about nothing."""
    case = arrive()
    professional = register.make("head@school.example", {"name": "Head", "source": "education"}, timezone.now())
    access.attach(case, professional.pk)
    domain = PermittedDomain.objects.create(domain="kent.police.uk", source="police", added_at=timezone.now())
    link = Link.objects.create(case_a=case, case_b=arrive(), kind="same_person", found_at=timezone.now())
    kent = Commission.objects.get(key="kent")
    team = Team.objects.get()
    page = apps.get_model("home", "StandardPage").objects.filter(locale__language_code="en").first()
    point = AccessPoint.objects.filter(locale__language_code="en").exclude(phone="").first()
    keeper = Keeper.objects.create(role="Keeper")
    proposal = Proposal.objects.create(
        point=point, keeper=keeper, content={"fields": {}, "note": ""}, made_at=timezone.now()
    )
    return {
        "reference": case.reference,
        "professional_id": professional.pk,
        "domain_id": domain.pk,
        "provider_id": "nobody",
        "link_id": link.pk,
        "commission": kent.key,
        "rule": "eligibility",
        "question": "under_age",
        "row_id": kent.eligibilities.get().pk,
        "user_id": cast.maya.pk,
        "membership_id": Membership.objects.filter(user=cast.maya).get().pk,
        "team_id": team.pk,
        "page_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "content_type_id": 1,
        "object_id": str(page.pk),
        "app_label": "home",
        "model_name": "standardpage",
        "helpline": Helpline.objects.first().pk,
        "accesspoint": AccessPoint.objects.first().pk,
        "keeper_id": keeper.pk,
        "proposal_id": proposal.pk,
        "problem_id": Problem.objects.create(point=point, topic="other", made_at=timezone.now()).pk,
        "import_id": Import.objects.create(source="csv", made_at=timezone.now(), changed_at=timezone.now()).pk,
        "point_id": point.pk,
        "entry_id": point.pk,
        "kind": "access-point",
        "area": "thanet",
        "slug": "danger",
        "case_id": case.pk,
        "change_id": ContactChange.objects.create(
            case=case, wanted="stop", about="person", content={}, asked_at=timezone.now()
        ).pk,
        "step": "anything-else",
        "field": "more",
        "token": "nothing",
        "document_id": Document.objects.create(
            case=case, content={"name": "letter.pdf", "type": "application/pdf", "size": 1}, added_at=timezone.now()
        ).pk,
        "digest": "nothing",
    }


def value(name: str, space: str, argument: str, converter: Any, known: dict[str, Any]) -> Any:
    """A value for one argument of one address."""
    model = {"wagtailusers_users": "user", "wagtailusers_groups": "group", "wagtaildocs": "document"}.get(
        space, space.rsplit("_", 1)[-1]
    )
    if argument in ("pk", "id") or (argument.endswith("_id") and argument not in known):
        row = first_of(model)
        return row if row is not None else 1
    if argument in known:
        return known[argument]
    kind = type(converter).__name__
    return {"IntConverter": 1, "UUIDConverter": UUID(int=1)}.get(kind, "x")


def first_of(model: str) -> Any:
    found = next((each for each in apps.get_models() if each._meta.model_name == model), None)
    return found.objects.values_list("pk", flat=True).first() if found else None


def positional(name: str, pattern: URLPattern) -> str:
    """An address of the older sort, whose arguments are groups of an expression."""
    for each in ("1", str(UUID(int=1))):
        with suppress(NoReverseMatch):
            return reverse(name, args=[each] * pattern.pattern.regex.groups)
    raise NoReverseMatch(name)


def addresses(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(name, address) of every address behind the sign-in that can be written with the values we have."""
    for name, pattern in every_url():
        if is_open(name) or name == "None":
            continue
        space = name.split(":")[0]
        converters = pattern.pattern.converters
        named = {key: value(name, space, key, converter, known) for key, converter in converters.items()}
        try:
            yield name, reverse(name, kwargs=named or None)
        except NoReverseMatch:
            yield name, positional(name, pattern)


def ask(client: Client, address: str) -> HttpResponse:
    """A GET, or a POST where the address takes nothing else; whatever it changes is undone."""
    # Wagtail has an address that fails on purpose.
    client.raise_request_exception = False
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        transaction.set_rollback(True)
    return response


def refused(response: HttpResponse) -> bool:
    if response.status_code in (302, 303):
        return response["Location"].split("?")[0] in ("/admin/", "/admin/login/", "/admin/sign-in/no-role-yet/")
    return response.status_code in (400, 401, 403, 404)


@pytest.mark.parametrize("role", ["nobody", *Role.values])
def test_an_address_refuses_every_role_but_its_own(arguments, cast, signed_in, role):
    user = cast.nobody if role == "nobody" else cast.by_role()[role]
    client = signed_in(user)
    wrong = []
    for name, address in addresses(arguments):
        response = ask(client, address)
        allowed = role in (row_for(name) or set())
        if not allowed and not refused(response) and not name.startswith("mfa"):
            wrong.append(f"{role} is let in to {name} ({address}): {response.status_code}")
        if allowed and name.startswith(OWN) and refused(response) and name not in NEED_MORE:
            wrong.append(f"{role} is refused {name} ({address}): {response.status_code}")
    assert not wrong, "\n".join(wrong)


# Our own screens are also checked for letting in whom they should; Wagtail's need more than an address for that.
OWN = (
    "inbox:",
    "referrers:",
    "rules:",
    "people",
    "person",
    "invite_person",
    "propose_role",
    "teams",
    "new_team",
    "edit_team",
    "checklists",
    "load_checklist",
    "area:",
    "town:",
    "directory_",
    "intake",
    "translations",
)
# What needs a valid answer in the POST, a case in its own areas, or a restricted one, before it is anything but
# "not found". A file opens by a link of one person and one minute: tests/referrals/documents.
NEED_MORE = {
    *("area:delete", "town:delete", "propose_role", "referrers:withdrawal"),
    *("inbox:document", "inbox:open_to"),
}


def test_whoever_is_not_signed_in_is_sent_to_sign_in(arguments):
    wrong = []
    for name, address in addresses(arguments):
        response = ask(Client(), address)
        if not (refused(response) or (response.status_code == 302 and "/admin/" in response["Location"])):
            wrong.append(f"{name} ({address}): {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_public_addresses_ask_nobody_to_sign_in(arguments):
    for name, pattern in every_url():
        if name.split(":")[0] not in PUBLIC:
            continue
        named = {key: arguments.get(key, "x") for key in pattern.pattern.converters}
        try:
            address = reverse(name, kwargs=named or None)
        except NoReverseMatch:
            continue
        response = ask(Client(), address)
        assert "/admin/" not in response.get("Location", ""), address


def test_one_walk_leaves_both_databases_as_they_were():
    """`ask` undoes what it changes in one database only: nothing here may write to the other."""
    assert set(connections) == {"default", "keys"}


def test_of_allauths_other_sites_only_going_and_coming_back_exist():
    """No list of connections, no sign-up, nothing that ties another site's account to one of ours."""
    names = {name for name, _pattern in every_url() if name.startswith(("socialaccount", "openid", "account_"))}
    assert {name for name in names if name.startswith(("socialaccount", "openid"))} == {
        "openid_connect_login",
        "openid_connect_callback",
    }
    for name in ("socialaccount_signup", "socialaccount_connections", "socialaccount_login_error", "account_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
