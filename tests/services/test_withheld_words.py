"""Free words do not tell where a withheld place is: refused where somebody types, blanked where nobody asks (K-6.1.10).

Domain B. The postcode is invented.
"""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale, Revision
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from services import confidential, listing
from services.exchange import runs
from services.exchange.plan import Action, Difference, Wanted
from services.models import AccessPoint, Import, ImportPart, Keeper, Organisation, Posting, Proposal, Service
from services.models.telling import tells
from services.proposals import facts
from services.proposals.forms import ProposalForm
from tests.services import entries
from tests.services.test_confidential import stored

TOLD = "Come to ZE99 9XQ."
NOWHERE = {"address": "", "town": "", "directions": "", "postcode": ""}
GROUP = {**NOWHERE, "kind": "group", "venue_public": False, "hours": ""}


def tables() -> list[str]:
    return [table for table, text in stored() if "ze99" in text.lower()]


def refused(row) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as raised:
        row.clean()
    return raised.value.message_dict


def hide(place: AccessPoint) -> AccessPoint:
    place.refresh_from_db()
    place.kind, place.confidential = "safe_accommodation", True
    for name, nothing in NOWHERE.items():
        setattr(place, name, nothing)
    return place


@pytest.mark.parametrize("field", ["summary", "what_happens", "closed_note"])
def test_a_place_is_not_hidden_while_a_translation_tells_where_it_is(world, field):
    place = entries.point()
    entries.translated(place, "pl", **{field: TOLD})
    assert [message.partition(":")[0] for message in refused(hide(place))[field]] == ["Polski"]


def test_hidden_in_bulk_its_translation_is_blanked_and_no_longer_found_or_shown(world, client):
    place = entries.point()
    entries.translated(place, "pl", summary=TOLD)
    listing.refresh([place.pk])
    assert tables()
    AccessPoint.objects.filter(translation_key=place.translation_key).update(
        kind="safe_accommodation", confidential=True, **NOWHERE
    )
    confidential.sweep()
    assert tables() == []
    assert not Posting.objects.filter(term__word__icontains="ze99").exists()
    assert "ZE99" not in client.get(entries.ROOM.replace("/en/", "/pl/")).content.decode()


def test_history_translations_and_proposals_forget_words_with_a_postcode(world):
    place = entries.point(summary=TOLD, what_happens=f"You come in.\n{TOLD}", closed_note="We move.")
    place.save_revision().publish()
    source, _new = TranslationSource.get_or_create_from_instance(place)
    polish = Locale.objects.get(language_code="pl")
    Translation.objects.create(source=source, target_locale=polish)
    for segment in source.stringsegment_set.filter(context__path__in=["summary", "closed_note"]):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=polish, context=segment.context, data="Przyjdź do ZE99 9XQ."
        )
    keeper = Keeper.objects.create(role="Manager", contact={"name": "A", "email": "a@waymark.example"})
    proposal = Proposal.objects.create(
        point=place, keeper=keeper, made_at=timezone.now(),
        content={"fields": {"summary": ["", TOLD], "phone": ["1", "2"]}, "note": ""},
    )  # fmt: skip
    assert {"wagtailcore_revision", "wagtail_localize_string", "wagtail_localize_stringtranslation"} <= set(tables())
    hide(place)
    place.summary, place.what_happens = "A safe place.", "You talk."
    place.save_revision().publish()
    # The word list of the search is tidied once a day, and names no entry.
    assert set(tables()) <= {"services_term"}
    confidential.sweep()
    assert tables() == []
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert proposal.content["fields"] == {"phone": ["1", "2"]}
    # What tells nothing stays.
    assert String.objects.filter(data="We move.").exists()
    assert "We move." in {each.content["closed_note"] for each in Revision.objects.for_instance(place)}


def test_a_name_and_an_address_on_this_site_that_tell_are_replaced_everywhere(world):
    place = entries.point(name="House ZE99 9XQ", slug="house-ze99-9xq")
    place.save_revision(log_action=True).publish()
    place.name = "House ZE99 9XQ, renamed"
    place.save_revision(log_action=True).publish()
    AccessPoint.objects.filter(pk=place.pk).update(kind="safe_accommodation", confidential=True, **NOWHERE)
    assert {"services_accesspoint", "wagtailcore_revision", "wagtailcore_modellogentry"} <= set(tables())
    confidential.sweep()
    assert tables() == []
    place.refresh_from_db()
    assert place.name == "A safe place to stay"
    assert place.slug == f"entry-{place.translation_key.hex[:12]}"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("slug", "house-ze99-9xq"), ("slug", "house_ze99_9xq"), ("website", "https://waymark.example/ze99%209xq/"),
        ("website", "https://waymark.example/?at=ze999xq"), ("email", "ze99.9xq@waymark.example"), ("name", TOLD),
    ],
)  # fmt: skip
def test_neighbouring_fields_tell_no_postcode_either(world, field, told):
    refuge = entries.refuge()
    setattr(refuge, field, told)
    assert set(refused(refuge)) == {field}


@pytest.mark.parametrize("field", ["name", "summary", "description", "for_whom"])
def test_a_service_above_a_safe_place_tells_no_postcode(world, field):
    service = entries.service()
    setattr(service, field, TOLD)
    service.clean()
    refuge = entries.refuge(service)
    Service.objects.update(**{field: TOLD})
    refuge.service.refresh_from_db()
    assert set(refused(service)) == {field}
    assert set(refused(refuge)) == {"service"}


@pytest.mark.parametrize("field", ["name", "description", "website", "email"])
def test_an_organisation_above_a_safe_place_tells_no_postcode(world, field):
    refuge = entries.refuge()
    organisation = refuge.service.organisation
    setattr(organisation, field, "https://waymark.example/ze99-9xq")
    assert set(refused(organisation)) == {field}


def test_a_translated_service_above_a_safe_place_tells_no_postcode(world):
    refuge = entries.refuge()
    service = entries.translated(refuge, "pl").service
    service.description = TOLD
    assert set(refused(service)) == {"description"}


def test_a_draft_that_nobody_asks_about_keeps_no_postcode(world):
    refuge = entries.refuge()
    refuge.summary = TOLD
    refuge.save_revision(clean=False)
    assert tables() == []


# What stands above a place that becomes secret

ADDRESS = "We are at 12 Canarywood Road."


def told_tables() -> set[str]:
    return {table for table, text in stored() if "canarywood" in text.lower()}


@pytest.fixture
def told_above(world) -> AccessPoint:
    """A public place; its service and its organisation tell its address in history, translations and the log."""
    place = entries.point(address="", town="", directions="")
    polish = Locale.objects.get(language_code="pl")
    for row in (place.service, place.service.organisation):
        row.description = ADDRESS
        row.name = "12 Canarywood Road"
        row.save_revision(log_action=True).publish()
        source, _new = TranslationSource.get_or_create_from_instance(row)
        Translation.objects.create(source=source, target_locale=polish)
        for segment in source.stringsegment_set.filter(context__path="description"):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=polish,
                context=segment.context,
                data="Canarywood Road 12 i 14 Canarywood Road",
            )
        row.description, row.name = "A charity.", "Rooms"
        row.save_revision(log_action=True).publish()
    return AccessPoint.objects.get(pk=place.pk)


def test_history_translations_and_log_of_service_and_organisation_forget_the_address(told_above):
    other = entries.point(entries.service(), slug="other", name="Other")
    other.service.description = ADDRESS.replace("Canarywood", "Elsewhere")
    other.service.save_revision().publish()
    expected = {
        "wagtailcore_revision", "wagtailcore_modellogentry", "wagtail_localize_translationsource",
        "wagtail_localize_string", "wagtail_localize_stringtranslation",
    }  # fmt: skip
    assert expected <= told_tables()
    hide(told_above).save_revision().publish()
    confidential.vocabulary.forget_unused()
    assert told_tables() == set()
    # Only texts that tell are blanked, and only of what stands above this place.
    assert {each.content["summary"] for each in Revision.objects.for_instance(told_above.service)} == {
        "Come in and talk."
    }
    assert [table for table, text in stored() if "elsewhere road" in text.lower()] != []


def test_hidden_in_bulk_the_words_above_are_blanked_by_the_next_day(told_above):
    Service.objects.update(name="12 Canarywood Road", summary=ADDRESS, description=ADDRESS)
    Organisation.objects.update(name="12 Canarywood Road", description=ADDRESS)
    listing.refresh([told_above.pk])
    AccessPoint.objects.update(kind="safe_accommodation", confidential=True, **NOWHERE)
    confidential.sweep()
    assert told_tables() == set()
    service = Service.objects.get()
    assert (service.name, service.summary, service.description) == ("A safe place to stay", "A safe place to stay", "")
    assert service.organisation.name == "Organisation"


def test_an_old_state_of_a_service_above_a_safe_place_brings_no_address_back(world):
    refuge = entries.refuge()
    service = refuge.service
    service.description = ADDRESS
    service.save_revision(clean=False).publish()
    confidential.vocabulary.forget_unused()
    assert told_tables() == set()


def test_a_service_that_moves_to_another_organisation_makes_it_forget(world):
    refuge = entries.refuge()
    other = Organisation.objects.create(locale=refuge.locale, name="Other", description=ADDRESS)
    other.save_revision().publish()
    assert "wagtailcore_revision" in told_tables()
    service = refuge.service
    service.organisation = other
    service.save()
    confidential.vocabulary.forget_unused()
    assert told_tables() == set()


def test_what_a_reviewer_wrote_is_forgotten(world, cast):
    place = entries.point(address="", town="", directions="")
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    for row in (place, place.service):
        row.save_revision()
        state = workflow.start(row, cast.edie)
        state.current_task_state.reject(user=cast.edie, comment=ADDRESS)
        state.cancel(user=cast.edie)
    assert {"wagtailcore_taskstate", "wagtailcore_modellogentry"} <= told_tables()
    hide(AccessPoint.objects.get(pk=place.pk)).save()
    assert told_tables() == set()


def test_an_import_report_forgets_what_stood_in_a_service_above(world):
    place = entries.point()
    key = str(place.service.translation_key)
    run = Import.objects.create(source="csv", made_at=timezone.now(), changed_at=timezone.now())
    fields = [
        {"column": "service_description", "before": ADDRESS, "after": "A charity."},
        {"column": "for_whom", "before": "", "after": "Women."},
    ]
    line = {"level": "service", "key": key, "action": "changed", "title": "Rooms", "row": 2, "fields": fields}
    ImportPart.objects.create(of=run, kind="change", number=1, content=[line])
    hide(place).save()
    assert ImportPart.objects.get().content[0]["fields"] == fields[1:]


def test_a_place_that_comes_in_again_as_a_secret_one_leaves_no_trace_of_before(world):
    """By the same id: deleted, and brought back by a file."""
    place = entries.point()
    line = {"level": "point", "key": str(place.translation_key), "action": "new", "title": "Room", "row": 2,
            "fields": [{"column": "address", "before": "", "after": ADDRESS}]}  # fmt: skip
    for state in (Import.State.DONE, Import.State.WRITING):
        run = Import.objects.create(source="csv", state=state, made_at=timezone.now(), changed_at=timezone.now())
        ImportPart.objects.create(of=run, kind="change", number=1, content=[line])
    hide(place)
    AccessPoint.objects.filter(pk=place.pk).update(kind="safe_accommodation", confidential=True, **NOWHERE)
    confidential.forget([place.translation_key], fresh=frozenset({place.translation_key}))
    parts = ImportPart.objects.order_by("of__state").select_related("of")
    assert [(part.of.state, len(part.content[0]["fields"])) for part in parts] == [("done", 0), ("writing", 1)]


# Words that are plainly an address, a point or a map


@pytest.mark.parametrize(
    "told",
    [
        "12 Station Road, Margate", "at 12a old dover rd", "12-14 High Street", "4 St Mary's Lane", "Flat 2",
        "We are at 12 Rose Close.", "at 12 rose close, margate", "7 The Street, Ash", "12 High St", "١٢ Station Road",
        "12-station-road", "51.3890, 1.3868", "51°23'20\"N 1°23'E", "///filled.count.soap", "9F32C9GX+QV",
        "TR 149 579", "TR14955791", "https://maps.app.goo.gl/x1", "https://www.google.co.uk/maps/place/x",
        "12,Station Road", "12 Sta\u00adtion Road", "ZE\u200b99 9XQ", "openstreetmap.org/#map=19",
        "https://goo.gl/maps/x", "https://waymark.example/find?at=12+Station+Road",
    ],
)  # fmt: skip
def test_an_address_a_point_and_a_map_are_recognised(told):
    assert tells(told)
    assert tells(f"Come in.\n{told}\nWe help.")


@pytest.mark.parametrize(
    "harmless",
    [
        "24 hours a day",
        "24/7",
        "2 courts",
        "We have a 5 bedroom house.",
        "a 3 storey house",
        "Call 07700 900123",
        "5 minutes from the main road",
        "24 Hour Street Outreach",
        "a flat 2 miles away",
        "Rose House for 12 women",
        "Help with 3 Crown Court hearings",
        "Open 9.30 to 5. Close to the station.",
        "Section 21 notices",
        "16+",
        "Charity No 1105712",
        "no 123456",
        "a 10 minute drive",
        "2 way street",
        "In 2019 Hope House opened.",
        "https://waymark.example/2024-report-house",
        "LGBTQ+",
        "for 16 to 25 year olds",
        "Part 7 of the Housing Act 1996",
        "1 in 4 women",
        "8 places in a shared house",
        "https://waymark.example/about",
    ],
)
def test_what_only_looks_like_an_address_may_be_written(harmless):
    assert not tells(harmless)


@pytest.mark.parametrize("field", ["name", "summary", "what_happens", "hours_note", "closed_note"])
def test_the_refusal_says_what_was_found(world, field):
    refuge = entries.refuge()
    setattr(refuge, field, "Ring 01632 960123. We are at 12 Station Road, Margate.")
    assert refused(refuge)[field] == ["“12 Station Road”: This reads like an address. The location is withheld."]


# Groups that did not agree to be found


@pytest.mark.parametrize("field", ["hours_note", "closed_note"])
def test_a_group_without_consent_has_no_words_about_its_times(world, field):
    group = entries.point(**GROUP)
    setattr(group, field, "Every Tuesday at 19:07.")
    assert set(refused(group)) == {field}
    group.save()
    assert [table for table, text in stored() if "19:07" in text] == []


def test_a_group_without_consent_tells_no_postcode(world):
    group = entries.point(**GROUP)
    group.summary = TOLD
    assert set(refused(group)) == {"summary"}


def test_a_group_that_takes_its_consent_back_loses_the_words_about_its_times(world):
    notes = {"hours_note": "Every Tuesday at 19:07.", "closed_note": "Back at 19:07."}
    group = entries.point(**GROUP | {"venue_public": True} | notes)
    group.save_revision().publish()
    group.refresh_from_db()
    facts.write(group, facts.VENUE, False)
    group.save_revision().publish()
    assert [table for table, text in stored() if "19:07" in text] == []


def test_who_withdraws_a_groups_consent_proposes_no_postcode_in_its_words(world):
    group = entries.point(**GROUP | {"venue_public": True})
    form = ProposalForm(group, {"summary": TOLD, "hours_note": "Every Tuesday"})
    assert "summary" in form.errors
    form = ProposalForm(group, {"summary": "A group.", "hours_note": "Every Tuesday"})
    assert not {"summary", "hours_note"} & set(form.errors)
    assert "hours_note" not in form.changes()


# What imports reported


def test_an_import_report_forgets_where_a_place_was_that_became_secret(world):
    place, other = entries.point(), entries.point(entries.service(), slug="other", name="Other")
    run = Import.objects.create(source="csv", made_at=timezone.now(), changed_at=timezone.now())
    changes = [
        Wanted("point", each.translation_key, 1, None, None, {"name": each.name}, action=Action.CHANGED,
               differences=[Difference("address", "77 Canarywood Cottage", "3 Invented Walk")])
        for each in (place, other)
    ]  # fmt: skip
    for each in changes:
        each.level = runs.applying.Level.POINT
    unmarked = {key: value for key, value in runs._told(changes[1]).items() if key != "key"}
    ImportPart.objects.create(
        of=run, kind="change", number=1, content=[runs._told(changes[0]), runs._told(changes[1]), unmarked]
    )
    hide(place).save()
    assert [len(line["fields"]) for line in ImportPart.objects.get().content] == [0, 1, 0]
