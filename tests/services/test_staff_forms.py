"""What communications editors meet in Wagtail's own forms of the directory."""

import pytest

from content.models import Helpline
from places.models import Area
from services.models import AccessPoint, Facet, Service
from tests.services.editing import address, form, send

PUBLISH = {"action-publish": "action-publish"}


def test_a_copy_at_the_same_address_is_refused_beside_the_field(edie, room):
    copied = form(edie, address(room, "copy"))
    page = send(edie, address(AccessPoint, "add"), copied)
    assert page.status_code == 200
    assert "slug" in page.context["form"].errors
    assert "Another access point of this area has this address." in page.content.decode()
    sent = send(edie, address(AccessPoint, "add"), copied, slug="the-second-room")
    assert sent.status_code == 302
    assert AccessPoint.objects.get(slug="the-second-room").name == room.name


def test_nobody_has_checked_a_copy_yet(edie, room):
    room.phone_checked_on = room.checked_on
    room.save()
    original, copied = form(edie, address(room, "edit")), form(edie, address(room, "copy"))
    # An empty box for a day has no value at all.
    assert {"checked_on", "phone_checked_on"} <= set(original)
    assert set(original) - set(copied) >= {"checked_on", "phone_checked_on"}
    assert copied["phone"] == [room.phone]
    room.refresh_from_db()
    assert room.live


def test_an_entry_cannot_move_to_the_address_of_another(edie, room):
    other = AccessPoint.objects.filter(area=room.area, locale=room.locale).exclude(pk=room.pk)[0]
    page = send(edie, address(room, "edit"), form(edie, address(room, "edit")), slug=other.slug)
    assert "slug" in page.context["form"].errors


@pytest.mark.parametrize(
    ("model", "field", "typed"),
    [
        (Facet, "key", {"group": "support", "key": "first-talk", "name": "A", "clause": "", "order": "1"}),
        (Helpline, "key", {"key": "national-domestic-abuse-helpline", "name": "A", "number": "1", "order": "1"}),
    ],
)
def test_a_key_is_given_once_in_a_language(edie, demonstration, model, field, typed):
    page = edie.post(address(model, "add"), typed)
    assert page.status_code == 200
    assert "Choose another." in str(page.context["form"].errors[field])


def test_a_postcode_puts_the_entry_on_the_map(edie, room):
    changed = form(edie, address(room, "edit")) | PUBLISH
    sent = send(edie, address(room, "edit"), changed, postcode="ct1 2nn", easting="", northing="")
    assert sent.status_code == 302
    room.refresh_from_db()
    assert room.postcode == "CT1 2NN"
    assert abs(room.easting - 614900) < 3000
    moved = form(edie, address(room, "edit")) | PUBLISH
    send(edie, address(room, "edit"), moved, postcode="TN34 1AA")
    room.refresh_from_db()
    assert abs(room.easting - 581000) < 5000


def test_metres_that_somebody_typed_stand(edie, room):
    changed = form(edie, address(room, "edit")) | PUBLISH
    send(edie, address(room, "edit"), changed, postcode="CT1 2NN", easting="614001", northing="157001")
    room.refresh_from_db()
    assert (room.easting, room.northing) == (614001, 157001)


def test_an_unknown_postcode_is_asked_again(edie, room):
    changed = form(edie, address(room, "edit"))
    page = send(edie, address(room, "edit"), changed, postcode="ZZ99 9ZZ")
    assert "Check the postcode." in str(page.context["form"].errors["postcode"])


def test_a_withheld_place_gets_no_metres_from_a_postcode(edie, demonstration):
    refuge = AccessPoint.objects.filter(confidential=True, locale__language_code="en")[0]
    page = send(edie, address(refuge, "edit"), form(edie, address(refuge, "edit")), postcode="CT1 2NN")
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"postcode"}


def test_choices_are_ticked_so_that_one_click_takes_no_other_away(edie, room):
    for entry, names in ((room, ("areas", "access", "languages")), (room.service, ("support", "people"))):
        page = edie.get(address(entry, "edit")).content.decode()
        for name in names:
            assert f'<input type="checkbox" name="{name}"' in page, name
    assert "select multiple" not in page


def test_a_form_sent_back_untouched_changes_nothing(edie, room):
    service: Service = room.service
    before = [*service.support.values_list("key", flat=True)], [*room.areas.values_list("slug", flat=True)]
    for entry in (room, service):
        fields = form(edie, address(entry, "edit")) | PUBLISH
        assert send(edie, address(entry, "edit"), fields).status_code == 302
    room, service = AccessPoint.objects.get(pk=room.pk), Service.objects.get(pk=service.pk)
    assert before == ([*service.support.values_list("key", flat=True)], [*room.areas.values_list("slug", flat=True)])
    assert room.easting == 614897


def test_an_entry_serves_the_area_below_which_its_page_stands(edie, room):
    url = address(room, "edit")
    fields = form(edie, url) | PUBLISH
    elsewhere = str(Area.objects.exclude(pk__in=room.areas.values("pk"))[0].pk)
    page = send(edie, url, fields | {"areas": [elsewhere]})
    assert page.status_code == 200
    assert page.context["form"].errors["areas"] == ["Tick the main area too: its page stands there."]
    assert send(edie, url, fields | {"areas": [elsewhere, str(room.area_id)]}).status_code == 302


def test_an_address_is_made_from_the_name(edie, demonstration):
    """By Wagtail's own script, so only its wiring is seen here."""
    assert 'data-w-sync-target-value="#id_slug"' in edie.get(address(AccessPoint, "add")).content.decode()
    assert 'data-w-sync-target-value="#id_key"' in edie.get(address(Facet, "add")).content.decode()


def test_an_editor_hears_why_readers_do_not_see_what_is_published(edie, room):
    theirs = AccessPoint.objects.get(translation_key=room.translation_key, locale__language_code="pl")
    url, words = address(theirs, "edit"), "must be published in this language too"
    assert words not in edie.get(url).content.decode()
    Service.objects.filter(pk=theirs.service_id).update(live=False)
    page = edie.get(url).content.decode()
    assert f"“{theirs.service.name}” must be published in this language too." in page
