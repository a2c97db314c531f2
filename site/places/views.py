"""Staff pages that differ from Wagtail's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView


class DeleteUnusedView(DeleteView):
    """Deletes what nothing depends on, and says so where something does."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        # Wagtail refuses by itself, without a reason, once its reference index knows what depends on the row.
        except (ProtectedError, PermissionDenied):
            messages.error(self.request, _("“%(name)s” is in use, so it was not deleted.") % {"name": self.object})
            return redirect(self.get_success_url())
