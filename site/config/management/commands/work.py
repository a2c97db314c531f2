from typing import Any

from django.core.management.base import BaseCommand

from config.production import refuse_unsafe_start
from config.worker import Background


class Command(BaseCommand):
    help = "Background worker: scheduled jobs, mail and queued tasks, until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe_start()
        Background().run()
