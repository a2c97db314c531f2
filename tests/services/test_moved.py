"""An old address leads on."""

from wagtail.contrib.redirects.models import Redirect

from places.models import Area
from services import confidential
from services.models import AccessPoint

OLD = "/en/find-support/canterbury/the-orchard-room/"


def move(room: AccessPoint, **to: object) -> str:
    for name, value in to.items():
        setattr(room, name, value)
    room.save_revision().publish()
    room.refresh_from_db()
    return room.get_absolute_url()


def test_an_old_address_leads_to_the_new_one_in_every_language(room, client):
    new = move(room, slug="orchard", area=Area.objects.get(slug="dover"))
    assert new == "/en/find-support/dover/orchard/"
    for code in ("en", "pl", "ar"):
        answer = client.get(OLD.replace("/en/", f"/{code}/"))
        assert (answer.status_code, answer.url) == (302, new.replace("/en/", f"/{code}/"))
        assert not answer.cookies
    assert client.get(new).status_code == 200


def test_moving_on_and_back_leaves_no_circle(room, client):
    move(room, slug="second")
    third = move(room, slug="third")
    assert client.get(OLD).url == third
    assert move(room, slug="the-orchard-room") == OLD
    assert client.get(OLD).status_code == 200
    assert client.get(third).url == OLD


def test_a_draft_moves_nothing(room, client):
    room.slug = "later"
    room.save_revision()
    assert client.get(OLD).status_code == 200
    assert not Redirect.objects.exists()


def test_another_entry_may_have_the_old_address(room, client):
    move(room, slug="second")
    other = AccessPoint.objects.filter(area=room.area, locale=room.locale, confidential=False).exclude(pk=room.pk)[0]
    move(other, slug="the-orchard-room")
    assert client.get(OLD).status_code == 200


def test_of_a_place_that_becomes_secret_no_old_address_is_kept(room, client):
    move(room, slug="second")
    where = {"town": "", "address": "", "postcode": "", "directions": "", "easting": None, "northing": None}
    move(room, confidential=True, slug="third", **where)
    assert not Redirect.objects.exists()
    assert client.get(OLD).status_code == 404


def test_a_group_that_no_longer_agrees_keeps_no_old_address(room):
    move(room, slug="second", kind="group", venue_public=True)
    assert Redirect.objects.exists()
    nothing = {"town": "", "address": "", "directions": "", "easting": None, "northing": None, "hours": ""}
    move(room, venue_public=False, **nothing)
    assert not Redirect.objects.exists()


def test_what_became_secret_in_bulk_is_forgotten_by_the_sweeper(room):
    move(room, slug="second")
    empty = {"town": "", "address": "", "postcode": "", "directions": "", "easting": None, "northing": None}
    AccessPoint.objects.filter(pk=room.pk).update(confidential=True, **empty)
    confidential.sweep()
    assert not Redirect.objects.exists()


def test_nothing_leads_to_a_deleted_entry(room, client):
    move(room, slug="second")
    room.delete()
    assert client.get(OLD).status_code == 404


def test_what_was_taken_down_and_becomes_secret_under_another_name_leaves_no_old_address(room):
    move(room, slug="second")
    room.unpublish()
    where = {"town": "", "address": "", "postcode": "", "directions": "", "easting": None, "northing": None}
    for name, value in {"confidential": True, "slug": "third", **where}.items():
        setattr(room, name, value)
    room.save()
    assert not Redirect.objects.exists()


def test_what_was_taken_down_and_comes_back_elsewhere_is_led_to(room, client):
    move(room, slug="second")
    room.unpublish()
    third = move(room, slug="third")
    assert client.get(OLD).url == third


def test_nothing_leads_to_an_address_that_is_not_public_yet(room, client):
    move(room, slug="second")
    room.unpublish()
    room.slug = "not-public-yet"
    room.save()
    assert client.get(OLD).status_code == 404
    assert not Redirect.objects.exists()
