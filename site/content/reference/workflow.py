"""Who looks before something is published, where an editor asks for it: another communications editor."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from accounts.roles import Role
from content.models import SecondLook
from places.models import LoadedReference

# Wagtail puts it into sentences: "Submit to a second person", "Resubmit to a second person".
NAME = "a second person"
MARK = "content.workflow"


@transaction.atomic
def assign(*models: type[Model]) -> int:
    """Give each of these models the workflow, once; returns how many had never had it."""
    marks = {f"{MARK}.{model._meta.label_lower}": model for model in models}
    loaded = set(LoadedReference.objects.filter(key__in=marks).values_list("key", flat=True))
    new = {key: model for key, model in marks.items() if key not in loaded}
    if new:
        workflow = _workflow()
        for model in new.values():
            kind = ContentType.objects.get_for_model(model)
            WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
        LoadedReference.objects.bulk_create([LoadedReference(key=key) for key in new])
    return len(new)


@transaction.atomic
def assign_pages() -> int:
    """Give it to every page, once. Wagtail comes with a workflow of “Moderators”, whom nobody here belongs to:

    what is submitted to them is never decided.
    """
    root, key = Page.get_first_root_node(), f"{MARK}.pages"
    if root is None or LoadedReference.objects.filter(key=key).exists():
        return 0
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": _workflow()})
    LoadedReference.objects.create(key=key)
    return 1


def _workflow() -> Workflow:
    task = SecondLook.objects.order_by("pk").first()
    if task is None:
        task = SecondLook.objects.create(name=NAME)
        task.groups.set([Group.objects.get_or_create(name=Role.COMMUNICATIONS_EDITOR.value)[0]])
    found: Workflow | None = Workflow.objects.filter(workflow_tasks__task=task).order_by("pk").first()
    if found is None:
        found = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=found, task=task)
    return found
