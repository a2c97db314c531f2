"""Why readers still see English: a translation is public only below a service and organisation in its language."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks

from content.models import Entry
from services.models import AccessPoint, Service


# Before wagtail-localize's own hook, which takes over the editor of a translation and leads back to it.
@hooks.register("before_edit_snippet", order=-10)
def say_what_keeps_it_in_english(request: HttpRequest, instance: Model) -> None:
    if request.method != "GET" or not isinstance(instance, (AccessPoint, Service)) or not instance.live:
        return
    if waiting := [row for row in _above(instance) if not row.live]:
        names = ", ".join(f"“{row}”" for row in waiting)
        messages.warning(
            request,
            _("Readers do not see this yet: %(names)s must be published in this language too.") % {"names": names},
        )


def _above(instance: AccessPoint | Service) -> list[Entry]:
    if isinstance(instance, Service):
        return [instance.organisation]
    return [instance.service, instance.service.organisation]
