"""What was told to go live, or to end, at a time does so."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from content.models import Helpline
from content.tasks import publish_scheduled
from home.models import StandardPage
from vault import schedule

NOW = timezone.now


def english(slug: str) -> StandardPage:
    return StandardPage.objects.get(slug=slug, locale__language_code="en")


def due(page: StandardPage) -> None:
    """Approve the page's draft for a time that has just passed."""
    page.save_revision(approved_go_live_at=NOW() - timedelta(minutes=1))


def test_a_page_goes_live_at_its_time(demonstration, client):
    page = english("cookies")
    page.introduction = "New from noon."
    due(page)
    assert "New from noon." not in client.get("/en/cookies/").content.decode()
    publish_scheduled(NOW())
    assert "New from noon." in client.get("/en/cookies/").content.decode()
    publish_scheduled(NOW())  # running it again does no harm


def test_what_is_not_due_waits(demonstration, client):
    page = english("cookies")
    page.introduction = "New tomorrow."
    page.save_revision(approved_go_live_at=NOW() + timedelta(days=1))
    publish_scheduled(NOW())
    assert "New tomorrow." not in client.get("/en/cookies/").content.decode()


def test_a_page_and_a_helpline_end_at_their_time(demonstration, client):
    past = NOW() - timedelta(minutes=1)
    Page.objects.filter(pk=english("cookies").pk).update(expire_at=past)
    Helpline.objects.filter(key="galop", locale__language_code="en").update(expire_at=past)
    publish_scheduled(NOW())
    assert client.get("/en/cookies/").status_code == 404
    line = Helpline.objects.get(key="galop", locale__language_code="en")
    assert (line.live, line.expired) == (False, True)


def test_an_unfinished_translation_does_not_stop_the_others(demonstration, client):
    polish = StandardPage.objects.get(slug="privacy", locale=Locale.objects.get(language_code="pl"))
    source = Translation.objects.get(source__object_id=polish.translation_key, target_locale=polish.locale).source
    page = english("privacy")
    page.introduction = "A sentence that nobody translated."
    page.save_revision().publish()
    source.update_from_db()
    polish.save_revision(approved_go_live_at=NOW() - timedelta(hours=2), clean=False)
    later = english("cookies")
    later.introduction = "It was published all the same."
    due(later)
    publish_scheduled(NOW())
    assert "It was published all the same." in client.get("/en/cookies/").content.decode()
    assert polish.revisions.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.django_db
def test_the_job_runs_every_minute():
    assert "content.scheduled_publishing" in schedule.run_due(NOW())
