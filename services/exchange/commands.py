"""What the two importing commands share: check, say what would be, and write only when told to."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.models import Import, Keeper

from . import runs
from .plan import Options
from .progress import Terminal, told


class ImportCommand(BaseCommand):
    """Without `--apply` nothing changes."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Import it. Without this: only say what would be.")
        parser.add_argument("--over-drafts", action="store_true", help="Also where somebody is changing an entry.")
        parser.add_argument("--keeper", help="Id of who keeps new entries true whose row names nobody.")
        parser.add_argument("--user", help="Sign-in address of who imports, for the log.")

    def take(self, source: str, content: bytes, options: dict[str, Any], *, live: bool = False, at: str = "") -> None:
        keeper = Keeper.objects.filter(pk=options["keeper"]).first() if options["keeper"] else None
        user = get_user_model().objects.filter(email=options["user"]).first() if options["user"] else None
        if (options["keeper"] and keeper is None) or (options["user"] and user is None):
            raise CommandError("There is no such keeper, or no such user.")
        chosen = Options(as_live=live, over_drafts=options["over_drafts"], keeper=keeper.pk if keeper else None)
        run = runs.begin(source, content, chosen, user=user, now=timezone.now(), address=at)
        bar = Terminal(self.stderr)
        with runs.noticing(run):
            plan = runs.check(run, bar)
            bar.end()
            for remark in [*(plan.problems if plan else ()), *(plan.notes if plan else ())]:
                self.stdout.write(f"row {remark.row}, {remark.column}: {remark.text}")
            if options["apply"] and run.state == Import.State.CHECKED and runs.agree(run):
                runs.write(run, user=user, now=timezone.now(), progress=bar)
                bar.end()
        self.stdout.write(told(run))
        if run.state not in (Import.State.DONE, Import.State.CHECKED):
            raise CommandError("Nothing was imported.")
        if not options["apply"]:
            run.delete()
