"""Run by test_crash.py in a process of its own, because it is killed again and again.

Sends a draft while a SIGKILL strikes before or after each statement and commit in turn, and prints what is left
as one JSON line; with `together`, twenty processes send one draft at the same moment; with `slot`, twenty
drafts that want to be called at the same time, which has three places.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from journeys import drafts  # noqa: E402
from journeys.journey import Delivery  # noqa: E402
from places.models import Area, CallTimes  # noqa: E402
from referral_forms.inbox import calls  # noqa: E402
from referral_forms.inbox.models import CallBooking, Case  # noqa: E402
from referral_forms.referrals.self_referral import KIND, deliver  # noqa: E402
from vault import audit  # noqa: E402
from vault.models import Message  # noqa: E402

ANSWERS = {"danger": {"danger": "yes"}, "place": {"area": "thanet", "staffed": True, "women_only": False}}
POINTS_AT_MOST = 200
AT_ONCE = 20


class Counter:
    """Counts the points of a submit, and strikes at one of them."""

    def __init__(self, fatal: int):
        self.fatal, self.seen = fatal, 0

    def point(self) -> None:
        if self.seen == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen += 1

    def statement(self, execute: Callable, *args: Any) -> Any:
        self.point()
        result = execute(*args)
        self.point()
        return result

    @contextmanager
    def watching(self) -> Iterator[None]:
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(self.statement))
                connection.run_on_commit = []
                connection._commit = self.around(connection._commit)
            yield

    def around(self, commit: Callable[[], None]) -> Callable[[], None]:
        def struck() -> None:
            self.point()
            commit()
            self.point()

        return struck


def send(token: str) -> drafts.Opened | None:
    return drafts.send(
        token, KIND, lambda draft_id, answers, close: deliver(Delivery(draft_id, answers, close, "en", {}))
    )


def leave_connections() -> None:
    """A forked process must not share its parent's."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def in_a_process(work: Callable[[], None]) -> int:
    leave_connections()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return child


def struck_at(fatal: int) -> dict[str, Any]:
    token = drafts.new_token()
    drafts.begin(token, KIND, dict(ANSWERS))
    draft_id = drafts.read(token, KIND).id

    def work() -> None:
        with Counter(fatal).watching():
            send(token)

    _pid, status = os.waitpid(in_a_process(work), 0)
    left = drafts.read(token, KIND)
    cases = Case.objects.filter(draft_id=draft_id)
    stored_before = cases.count()
    again, third = send(token), send(token)
    case = cases.get()
    return {
        "point": fatal,
        "killed": os.WIFSIGNALED(status),
        "failed": os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0,
        "stored_before": stored_before,
        "answers_before": bool(left and left.answers),
        "receipt_before": bool(left and left.receipt),
        "cases": cases.count(),
        "same_receipt": again.receipt == third.receipt and again.receipt["reference"] == case.reference,
        "readable": case.referral.answers["danger"] == ANSWERS["danger"],
        "messages": Message.objects.filter(key__startswith=f"arrival:{case.id}").count(),
    }


def at_every_point() -> Iterator[dict[str, Any]]:
    for fatal in range(POINTS_AT_MOST):
        result = struck_at(fatal)
        yield result
        if not result["killed"]:
            break
    yield {"faults": [fault.kind for fault in audit.verify()]}


def all_at_once(tokens: list[str]) -> tuple[int, list[str]]:
    """Send these drafts at the same moment, each in a process: how many failed, and the references that came back."""
    gate_out, gate_in = os.pipe()
    said_out, said_in = os.pipe()

    def work(token: str) -> None:
        os.close(gate_in)
        os.read(gate_out, 1)
        os.write(said_in, f"{send(token).receipt['reference']}\n".encode())

    children = [in_a_process(partial(work, token)) for token in tokens]
    os.close(gate_in)
    os.close(said_in)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    with os.fdopen(said_out) as said:
        return failed, said.read().split()


def slot() -> Iterator[dict[str, Any]]:
    CallTimes.objects.update(places=3)
    start = calls.free(Area.objects.get(slug="thanet"), timezone.now())[-1].starts_at
    called = {"channels": {"call": {"safe": "yes", "to": "01632 960123"}}, "will_call": False}
    answers = {**ANSWERS, "safe-contact": called, "call-time": {"time": start.isoformat()}}
    tokens = [drafts.new_token() for _number in range(AT_ONCE)]
    for token in tokens:
        drafts.begin(token, KIND, answers)
    failed, references = all_at_once(tokens)
    receipts = [drafts.read(token, KIND).receipt for token in tokens]
    yield {
        "failed": failed,
        "references": len(set(references)),
        "cases": Case.objects.filter(reference__in=references).count(),
        "booked": CallBooking.objects.filter(starts_at=start).count(),
        "told_booked": sum(bool(receipt["call_at"]) for receipt in receipts),
        "told_missed": sum(receipt["call_missed"] for receipt in receipts),
    }


def together() -> Iterator[dict[str, Any]]:
    token = drafts.new_token()
    drafts.begin(token, KIND, dict(ANSWERS))
    draft_id = drafts.read(token, KIND).id
    failed, references = all_at_once([token] * AT_ONCE)
    yield {
        "failed": failed,
        "answered": len(references),
        "references": len(set(references)),
        "cases": Case.objects.filter(draft_id=draft_id).count(),
        "faults": [fault.kind for fault in audit.verify()],
    }


if __name__ == "__main__":
    work = {"together": together, "slot": slot}.get(sys.argv[-1], at_every_point)
    for line in work():
        print(json.dumps(line), flush=True)
