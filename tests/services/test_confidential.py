"""What is withheld is nowhere: not in the database, however it was typed in, and in no byte that anybody may read.

K-6.1.10, domain B. The canary stands in every field that could tell where a place is.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Revision
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from services import confidential
from services.models import AccessPoint, HoursException, Proposal
from tests.services import entries
from vault import schedule

CANARY = "Canarywood"
POSTCODE = "ZE99 9XQ"
EASTING, NORTHING = 611_987, 299_871
WHERE = {
    "address": f"77 {CANARY} Cottage",
    "town": f"{CANARY} Bay",
    "directions": f"Behind the {CANARY} oak.",
    "postcode": POSTCODE,
    "easting": EASTING,
    "northing": NORTHING,
}
TRACES = (CANARY.lower(), POSTCODE.lower(), POSTCODE.lower().replace(" ", ""), str(EASTING), str(NORTHING))


def found_in(text: str) -> set[str]:
    return {trace for trace in TRACES if trace in text.lower()}


def stored() -> Iterator[tuple[str, str]]:
    """(table, everything in it) of both databases."""
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                yield table, str([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]
                                  for row in cursor.fetchall()])  # fmt: skip


def traces() -> dict[str, set[str]]:
    return {table: found for table, text in stored() if (found := found_in(text))}


@pytest.fixture
def place(world) -> AccessPoint:
    """A public place with the canary in every field, its history, a translation and an organisation's proposal."""
    made = entries.point(**WHERE)
    made.save_revision().publish()
    source, _new = TranslationSource.get_or_create_from_instance(made)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="pl"))
    for segment in source.stringsegment_set.filter(context__path="directions"):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=Locale.objects.get(language_code="pl"), context=segment.context,
            data=f"Za dębem {CANARY}.",
        )  # fmt: skip
    assert {"services_accesspoint", "wagtailcore_revision", "wagtail_localize_stringtranslation"} <= set(traces())
    return made


def hide(place: AccessPoint) -> None:
    """As an editor does it: a draft without the location, then published."""
    place.refresh_from_db()
    place.kind, place.confidential = "safe_accommodation", True
    for name in WHERE:
        setattr(place, name, None if name in {"easting", "northing"} else "")
    place.save_revision().publish()


def test_a_place_that_becomes_secret_is_forgotten_everywhere(place):
    hide(place)
    assert traces() == {}


def test_it_is_forgotten_in_rows_of_other_languages(place):
    entries.translated(place, directions=f"خلف {CANARY}")
    hide(place)
    assert traces() == {}
    assert set(AccessPoint.objects.filter(translation_key=place.translation_key).values_list("confidential")) == {
        (True,)
    }


def test_what_its_organisation_proposed_is_forgotten(place):
    from services.models import Keeper

    keeper = Keeper.objects.create(role="Manager", contact={"name": "A", "email": "a@waymark.example"})
    proposal = Proposal.objects.create(
        point=place, keeper=keeper, made_at=timezone.now(),
        content={"fields": {"address": ["", WHERE["address"]], "phone": ["1", "2"]}, "note": f"At {CANARY}"},
    )  # fmt: skip
    hide(place)
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert proposal.content == {"fields": {"phone": ["1", "2"]}, "note": ""}


def test_an_old_state_brought_back_brings_no_place_back(place):
    old = place.revisions.order_by("pk").first()
    hide(place)
    Revision.objects.get(pk=old.pk).publish()
    place.refresh_from_db()
    assert (place.address, place.town, place.postcode, place.easting) == ("", "", "", None)
    assert traces() == {}


def test_a_draft_that_waits_to_go_live_is_forgotten_too(place):
    place.refresh_from_db()
    place.address = f"78 {CANARY} Cottage"
    waiting = place.save_revision(approved_go_live_at=timezone.now() + timedelta(days=3))
    hide(place)
    assert traces() == {}
    Revision.objects.get(pk=waiting.pk).publish()
    assert traces() == {}


def test_a_draft_to_hide_a_place_leaves_the_public_row_alone_until_it_is_published(place):
    place.refresh_from_db()
    place.confidential = True
    for name in WHERE:
        setattr(place, name, None if name in {"easting", "northing"} else "")
    place.save_revision()
    public = AccessPoint.objects.get(pk=place.pk)
    assert (public.confidential, public.address) == (False, WHERE["address"])


@pytest.mark.parametrize("field", WHERE)
def test_a_draft_of_a_secret_place_with_a_location_is_refused(world, field):
    refuge = entries.refuge()
    setattr(refuge, field, WHERE[field])
    with pytest.raises(ValidationError) as refused:
        refuge.save_revision()
    assert field in refused.value.message_dict
    assert traces() == {}


@pytest.mark.parametrize("later", [None, timezone.now() + timedelta(days=1)])
def test_where_nobody_asks_whether_it_is_right_a_draft_is_blanked(world, later):
    refuge = entries.refuge()
    for name, value in WHERE.items():
        setattr(refuge, name, value)
    refuge.save_revision(clean=False, approved_go_live_at=later)
    assert traces() == {}


def test_a_secret_place_gets_no_address_in_the_same_draft_that_opens_it(world):
    """Else the draft would hold the address of a place that is still secret."""
    refuge = entries.refuge()
    refuge.kind, refuge.confidential, refuge.address = "drop_in", False, WHERE["address"]
    with pytest.raises(ValidationError) as refused:
        refuge.save_revision()
    assert "address" in refused.value.message_dict
    refuge.save_revision(clean=False)
    assert traces() == {}
    refuge.refresh_from_db()
    refuge.kind, refuge.confidential, refuge.address = "drop_in", False, ""
    refuge.save_revision().publish()
    refuge.address = "1 Open Street"
    refuge.save_revision().publish()
    assert AccessPoint.objects.get(pk=refuge.pk).address == "1 Open Street"


@pytest.mark.parametrize("field", ["name", "summary", "what_happens", "hours_note", "closed_note"])
def test_a_postcode_in_its_words_is_refused(world, field):
    refuge = entries.refuge()
    setattr(refuge, field, f"We are at ze99 9xq. Ring 01632 960123. {'' if field == 'name' else 'Come.'}")
    with pytest.raises(ValidationError) as refused:
        refuge.full_clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize("field", WHERE)
def test_the_database_itself_refuses_it(world, field):
    refuge = entries.refuge()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessPoint.objects.filter(pk=refuge.pk).update(**{field: WHERE[field]})


def test_rows_hidden_in_bulk_are_forgotten_by_the_next_day(place):
    empty = {name: None if name in {"easting", "northing"} else "" for name in WHERE}
    AccessPoint.objects.filter(pk=place.pk).update(kind="safe_accommodation", confidential=True, **empty)
    assert traces()
    confidential.sweep()
    assert traces() == {}
    assert "services.forget_withheld" in schedule._jobs


def test_a_sentence_that_another_entry_has_too_stays(place):
    other = entries.point(place.service, slug="other", name="Other", **{**WHERE, "directions": "Left of the bakery."})
    TranslationSource.get_or_create_from_instance(other)
    hide(place)
    assert String.objects.filter(data="Left of the bakery.").exists()


@pytest.fixture
def editor(cast, signed_in) -> Client:
    return signed_in(cast.edie)


def typed(client: Client, page: str, **changed: str) -> dict[str, str]:
    """What a browser posts from that form, with some of it changed."""
    form = client.get(page).context["form"]
    data: dict = {}
    for bound in form:
        value = bound.value()
        if bound.name == "hours":
            value = value or ""
        if value is not None and value is not False:
            data[bound.html_name] = [str(getattr(each, "pk", each)) for each in value] if isinstance(
                value, list | tuple | set) else value  # fmt: skip
    management = form.formsets["exceptions"].management_form
    data |= {bound.html_name: bound.value() for bound in management}
    return {**data, **changed}


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_the_editors_form_refuses_it_and_keeps_nothing(world, editor, action):
    refuge = entries.refuge()
    address = f"/admin/snippets/services/accesspoint/edit/{refuge.pk}/"
    where = {name: str(value) for name, value in WHERE.items()}
    response = editor.post(address, {**typed(editor, address, **where), action or "save": "1"})
    assert response.status_code == 200
    assert set(WHERE) <= set(response.context["form"].errors)
    assert traces() == {}


def test_a_copy_of_a_secret_place_cannot_have_a_location_either(world, editor):
    refuge = entries.refuge()
    address = f"/admin/snippets/services/accesspoint/copy/{refuge.pk}/"
    where = {name: str(value) for name, value in WHERE.items()}
    response = editor.post(address, typed(editor, address, slug="copy", **where))
    assert set(WHERE) <= set(response.context["form"].errors)
    assert AccessPoint.objects.count() == 1
    assert traces() == {}


# Groups that did not agree to be found


GROUP = {"kind": "group", "venue_public": False, "address": "", "town": "", "directions": "", "hours": ""}


def test_a_group_that_takes_its_consent_back_is_forgotten_with_its_times(place):
    AccessPoint.objects.filter(pk=place.pk).update(kind="group", venue_public=True)
    place.refresh_from_db()
    entries.other_hours(place, date(2026, 12, 24), date(2026, 12, 24), "19:07-20:09")
    place.hours = "Tu 19:07-20:09"
    place.save_revision().publish()
    place.refresh_from_db()
    place.venue_public, place.hours = False, ""
    for name in WHERE:
        setattr(place, name, None if name in {"easting", "northing"} else "")
    place.save_revision().publish()
    assert traces() == {}
    assert [table for table, text in stored() if "19:07" in text] == []


def test_a_group_without_consent_keeps_no_other_hours(world):
    group = entries.point(**GROUP)
    group.exceptions = [HoursException(first_day=date(2026, 12, 24), last_day=date(2026, 12, 24), hours="19:07-20:09")]
    group.save_revision(clean=False)
    group.save()
    assert not HoursException.objects.exists()
    assert [table for table, text in stored() if "19:07" in text] == []


def test_the_editors_form_refuses_times_of_a_group_without_consent(world, editor):
    group = entries.point(**GROUP)
    address = f"/admin/snippets/services/accesspoint/edit/{group.pk}/"
    rows = {
        "exceptions-TOTAL_FORMS": "1", "exceptions-0-first_day": "2026-12-24", "exceptions-0-last_day": "2026-12-24",
        "exceptions-0-hours-mode": "boxes", "exceptions-0-hours-day-1-from": "19:07",
        "exceptions-0-hours-day-1-to": "20:09", "exceptions-0-id": "", "exceptions-0-DELETE": "",
    }  # fmt: skip
    response = editor.post(address, typed(editor, address, **rows))
    assert response.status_code == 200
    assert "Take these away" in response.content.decode()
    assert [table for table, text in stored() if "19:07" in text] == []
    gone = editor.post(address, typed(editor, address, **rows | {"exceptions-0-DELETE": "1"}))
    assert gone.status_code == 302


def test_a_group_that_agreed_may_be_found(world, client):
    entries.point(**GROUP | {"venue_public": True, "address": "1 Open Street", "hours": "Tu 19:00-20:00"})
    page = client.get(entries.ROOM).content.decode()
    assert "1 Open Street" in page
    assert "7pm to 8pm" in page


# Every byte that anybody may read

PARTS = ("", "print/", "card/", "problem/", "problem/thanks/")


def test_no_page_of_a_secret_place_says_where_it_is(place, client):
    entries.translated(place)
    hide(place)
    for language in ("en", "pl", "ar"):
        for part in PARTS:
            response = client.get(entries.ROOM.replace("/en/", f"/{language}/") + part)
            assert response.status_code == 200
            page = response.content.decode()
            assert found_in(page) == set()
            if not part:
                data = page.partition("application/ld+json")[2].partition("</script>")[0]
                for word in ("serviceLocation", "areaServed", "address", "geo", "Dover", "hasMap"):
                    assert word not in data


LISTS = (
    "/en/find-support/", "/en/find-support/dover/", "/en/find-support/thanet/", "/en/find-support/map/",
    "/pl/find-support/dover/", "/en/feeds/changes.atom", "/sitemap.xml", "/sitemap-directory-1.xml", "/robots.txt",
    "/open-referral/", "/open-referral/services", "/open-referral/organizations",
    "/open-referral/service_at_locations", "/open-referral/taxonomies",
)  # fmt: skip


def test_no_list_no_feed_and_no_map_says_where_a_secret_place_is(place, client):
    hide(place)
    for address in LISTS:
        response = client.get(address)
        assert response.status_code == 200, address
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert found_in(content.decode()) == set(), address
    for every in client.get("/open-referral/services").json()["contents"]:
        one = client.get(f"/open-referral/services/{every['id']}")
        assert one.status_code == 200
        assert found_in(one.content.decode()) == set()


def test_what_somebody_looks_for_finds_no_secret_place_by_where_it_is(place, client):
    """Neither its words nor its point are in what finding reads."""
    hide(place)
    found = client.post("/en/find-support/", {"place": CANARY}, follow=True)
    assert "The Hazel Room" not in found.content.decode()
