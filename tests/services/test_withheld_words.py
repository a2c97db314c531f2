"""Free words tell no postcode of a withheld place: refused where somebody types, blanked where nobody asks (K-6.1.10).

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
from services.models import AccessPoint, Import, ImportPart, Keeper, Posting, Proposal
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
    place.save_revision().publish()
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
    service.save()
    refuge = entries.refuge(service)
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
