"""What the worker does of an import: ids only, and nothing half done."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks import task

from services.models import Import
from vault import schedule

from . import runs


@task()
def check(import_id: str) -> None:
    run = Import.objects.filter(pk=import_id).first()
    if run is not None:
        with runs.noticing(run):
            runs.check(run)


@task()
def write(import_id: str, user_id: str) -> None:
    run = Import.objects.filter(pk=import_id).first()
    user = get_user_model().objects.filter(pk=user_id).first()
    if run is not None:
        with runs.noticing(run):
            runs.write(run, user=user, now=timezone.now())


@schedule.job("services.sweep_imports", every=timedelta(hours=1))
def sweep(now: datetime) -> None:
    runs.sweep(now)
