from typing import Any

from django.core.management.base import BaseCommand

from vault import schedule


class Command(BaseCommand):
    help = "Runs the scheduled jobs whose time has come, once: for a system timer instead of `work`."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in schedule.run_due():
            self.stdout.write(name)
