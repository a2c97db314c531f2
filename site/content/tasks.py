"""Scheduled jobs: what editors told to go live, or to end, at a time of their own."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.apps import apps
from django.db import models, transaction
from wagtail.models import DraftStateMixin, Page, Revision

from content.translations import UnfinishedTranslation
from vault.schedule import job

log = structlog.get_logger()


class SchedulingFailed(RuntimeError):
    """Something could be neither published nor taken down; the rest was done."""


@job("content.scheduled_publishing", every=timedelta(minutes=1))
def publish_scheduled(now: datetime) -> None:
    """As Wagtail's command of that name does, but each on its own: one refusal does not stop the others.

    Raises SchedulingFailed after all were tried, so that the job shows among the failing ones.
    """
    failed: list[models.Model] = [each for each in _expired(now) if not _done(each, _take_down)]
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    failed += [each for each in due if not _done(each, _publish)]
    if failed:
        raise SchedulingFailed(f"{len(failed)} could not be published or taken down at their time.")


def _expired(now: datetime) -> Iterator[models.Model]:
    """Whatever is live and should not be any more."""
    drafts = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in (Page, *drafts):
        yield from list(model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at"))


def _take_down(each: models.Model) -> None:
    each.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")  # type: ignore[attr-defined]


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _done(each: models.Model, act: Callable[[Any], None]) -> bool:
    """Whether it worked; an unfinished translation waits for its translator and is no failure of the job."""
    try:
        with transaction.atomic():
            act(each)
    except UnfinishedTranslation:
        log.warning("scheduled_translation_unfinished", kind=each._meta.label, id=each.pk)
    except Exception as error:
        log.error("scheduled_publishing_failed", kind=each._meta.label, id=each.pk, fault=type(error).__name__)
        return False
    return True
