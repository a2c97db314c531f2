"""What goes out to a person goes through one door, and only where they said it is safe."""

import ast
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import product
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from referral_forms.inbox import contact, contact_changes, contacting, messages
from referral_forms.inbox.models import CameBy, Case, ContactChange, Source
from tests.arrivals import CONTACT
from vault import outbox
from vault.models import Counter, Event, Message

ROOT = Path(__file__).resolve().parents[2]
MAIL, NUMBER = "zofia@example.com", "07700 900123"
TO = {"call": "01632 960123", "voicemail": "01632 960123", "text": NUMBER, "email": MAIL, "post": "1 Example Road"}
EVERY_ANSWER = ["yes", "no", "unsure", ""]


def ways(will_call: bool = False, **safe: str) -> dict[str, Any]:
    """A safe contact in which, against our own rule, every address is there: only the answer protects it."""
    channels = {key: {"safe": safe.get(key, "no"), "to": to} for key, to in TO.items()}
    return {**CONTACT, "channels": channels, "will_call": will_call}


def everything_queued() -> list[dict[str, Any]]:
    return [row.content for row in Message.objects.filter(sent_at=None)]


def tried_everything(case: Case, cast: Any) -> None:
    """Every function by which something could go out, with every channel and every message."""
    now = timezone.now()
    channels = [*contact.CHANNELS, "sms", "whatsapp", "", "mail"]
    for channel, key in product(channels, messages.BODIES):
        try:
            messages.send(case, channel, key, now)
        except (messages.NotSafe, messages.NotAvailable):
            continue
    for channel in channels:
        try:
            contacting.ask_to_call(cast.jo, case.reference, channel)
        except (messages.NotSafe, messages.NotAvailable):
            continue
    messages.acknowledge(case, now)
    outbox.deliver_due()


def reached(address: str) -> bool:
    out = "\n".join(str(message.message()) + str(message.to) for message in mail.outbox)
    return address in out or address in json.dumps(everything_queued())


@pytest.fixture
def notify(settings: Any) -> Iterator[list[dict[str, Any]]]:
    """GOV.UK Notify on this machine: keeps what it is asked to send."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        answer = 201

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append({"path": self.path, "token": self.headers["Authorization"], **json.loads(body)})
            self.send_response(type(self).answer)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"id": "1", "errors": [], "status_code": 500}')

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_API_KEY = f"test-{uuid4()}-{uuid4()}"
    settings.NOTIFY_TEXT_TEMPLATE = str(uuid4())
    asked_of_it = asked
    notify.handler = Handler  # type: ignore[attr-defined]
    yield asked_of_it
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("answer", EVERY_ANSWER)
@pytest.mark.parametrize("channel", ["email", "text"])
@pytest.mark.parametrize("source", Source.values)
def test_only_yes_makes_a_channel_usable_in_every_kind_of_case(arrive, cast, notify, answer, channel, source):
    case = arrive(contact=ways(**{channel: answer}))
    Case.objects.update(source=source)
    case.refresh_from_db()
    tried_everything(case, cast)
    other = {"email": "text", "text": "email"}[channel]
    sent_to = [each["phone_number"] for each in notify]
    assert (reached(MAIL) or NUMBER in sent_to) is (answer == "yes")
    assert not reached(TO[other])
    assert TO[other] not in sent_to


@pytest.mark.parametrize("unsafe", ["no", "unsure", ""])
def test_with_no_safe_channel_nothing_reaches_anybody(arrive, cast, notify, unsafe):
    case = arrive(contact=ways(**dict.fromkeys(TO, unsafe)))
    tried_everything(case, cast)
    assert not any(reached(to) for to in TO.values())
    assert notify == []


def test_whoever_said_that_they_will_call_is_sent_nothing_even_where_it_is_safe(arrive, cast, notify):
    case = arrive(contact=ways(will_call=True, email="yes", text="yes"))
    tried_everything(case, cast)
    assert not reached(MAIL)
    assert notify == []


@pytest.mark.parametrize("wanted", ContactChange.Wanted.values)
def test_after_a_request_to_stop_or_change_nothing_reaches_the_old_address(arrive, cast, notify, wanted):
    case = arrive(contact=ways(email="yes", text="yes"))
    mail.outbox.clear()
    asked = ways(email="no") if wanted == "reach" else {}
    contact_changes.ask(case.id, wanted, asked)
    # The worker's page still holds the case as it was read before.
    tried_everything(case, cast)
    assert not reached(MAIL)
    assert notify == []


def test_a_new_address_is_not_used_before_it_is_confirmed(arrive, cast, notify):
    case = arrive(contact=ways(email="no"))
    asked = {**ways(email="yes"), "channels": {**ways()["channels"], "email": {"safe": "yes", "to": "new@example.com"}}}
    contact_changes.ask(case.id, "reach", asked)
    tried_everything(case, cast)
    assert not reached("new@example.com")
    contact_changes.confirm_contact_change(cast.maya, case.reference, ContactChange.objects.get().id, True)
    tried_everything(case, cast)
    assert reached("new@example.com")


@pytest.mark.parametrize("joined", ["head", "part"])
@pytest.mark.parametrize("said", ["no", "unsure"])
def test_after_two_cases_are_joined_the_stricter_of_both_stands(arrive, cast, notify, joined, said):
    head, part = arrive(contact=ways(email="yes")), arrive(contact=ways(email="yes", text="no"))
    strict = {"head": part, "part": head}[joined]
    Case.objects.filter(pk=part.pk).update(merged_into=head)
    safe_contact = strict.safe_contact
    safe_contact.content = ways(email=said)
    safe_contact.save()
    Message.objects.all().delete()
    for case in (head, part):
        case.refresh_from_db()
        tried_everything(case, cast)
    assert not reached(MAIL)


def test_a_message_that_waits_is_taken_back_when_they_ask_to_stop(arrive, cast):
    case = arrive(contact=ways(email="yes"))
    assert reached(MAIL)
    contact_changes.ask(case.id, "stop", {})
    outbox.deliver_due()
    assert not reached(MAIL)


def acknowledgements() -> int:
    return Message.objects.filter(key__contains=":acknowledgement:").count()


def test_h_5_somebody_whom_an_earlier_case_knows_is_not_written_to_unasked(arrive, cast):
    look_up = [("email", MAIL)]
    arrive(contact=ways(email="no"), look_up=look_up)
    arrive(contact=ways(email="yes"), look_up=look_up)
    assert acknowledgements() == 0


def test_one_address_is_written_to_unasked_once_a_day(arrive, cast):
    arrive(contact=ways(email="yes"))
    arrive(contact=ways(email="yes"))
    assert acknowledgements() == 1


def test_those_whom_no_email_reaches_do_not_use_up_each_others_turn(arrive, cast):
    """Nobody is counted by an address that they do not have."""
    arrive(contact=ways(call="yes"))
    arrive(contact=ways(call="yes"))
    assert not Counter.objects.exists()


def test_what_a_machine_may_have_sent_is_not_acknowledged(arrive, cast):
    arrive(contact=ways(email="yes"), why=["trap"])
    assert acknowledgements() == 0


def test_the_acknowledgement_is_neutral_and_in_the_language_of_the_case(arrive, cast):
    arrive(contact=ways(email="yes"))
    content = Message.objects.get(key__contains=":acknowledgement:").content
    assert content["subject"] == "Your appointment"
    for word in ("Waymark", "http", "abuse", "refer", "Zofia", Case.objects.get().reference, "help"):
        assert word.lower() not in (content["subject"] + content["body"]).lower(), word


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("key", messages.BODIES)
def test_no_message_says_who_we_are_in_any_language(arrive, cast, language, key):
    case = arrive(contact=ways(email="yes"))
    Case.objects.update(language=language)
    Message.objects.all().delete()
    messages.send(case, "email", key, timezone.now())
    content = everything_queued()[0]
    for word in ("waymark", "://", "www", case.reference.lower(), "zofia"):
        assert word not in (content["subject"] + content["body"]).lower()


@pytest.mark.parametrize(
    ("source", "came_by"),
    [(Source.KNOWN, CameBy.SITE), (Source.POLICE, CameBy.SITE), (Source.SELF, CameBy.TELEPHONE)],
)
def test_only_who_wrote_for_themselves_on_the_site_is_told_that_it_has_come(arrive, cast, source, came_by):
    case = arrive(contact=ways(email="yes"))
    Message.objects.all().delete()
    Case.objects.update(source=source, came_by=came_by)
    case.refresh_from_db()
    messages.acknowledge(case, timezone.now())
    assert not Message.objects.filter(key__startswith="message:").exists()


def press(browser: Any, case: Case, channel: str) -> str:
    response = browser.post(f"/admin/inbox/{case.reference}/message/", {"channel": channel}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_worker_asks_them_to_call_and_pressing_twice_sends_it_once(arrive, cast, signed_in):
    case, maya = arrive(contact=ways(email="yes")), signed_in(cast.maya)
    page = maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "Send: please call us when it is safe" in page
    assert "It is on its way." in press(maya, case, "email")
    assert "It was sent today already." in press(maya, case, "email")
    outbox.deliver_due()
    sent = [message for message in mail.outbox if "Please call us" in message.body]
    assert [message.to for message in sent] == [[MAIL]]
    event = Event.objects.get(action="case.message_queued", actor=cast.maya.id)
    assert event.detail == {"message": "please_call", "channel": "email"}


def test_a_channel_that_is_not_safe_has_no_button_and_cannot_be_pressed(arrive, cast, signed_in):
    case, maya = arrive(contact=ways(email="unsure")), signed_in(cast.maya)
    assert "Send: please call us" not in maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "they have not said that this way is safe" in press(maya, case, "email")
    assert not reached(MAIL)


@pytest.mark.parametrize("who", ["tom", "edie", "ada", "olu", "dot", "tara"])
def test_whoever_may_not_work_on_the_case_sends_nothing(arrive, cast, signed_in, who):
    case = arrive(contact=ways(email="yes"))
    browser = signed_in(getattr(cast, who))
    answer = browser.post(f"/admin/inbox/{case.reference}/message/", {"channel": "email"})
    assert answer.status_code == 404
    assert not Message.objects.filter(key__contains="please_call").exists()


def test_without_a_key_texts_are_said_to_be_missing_and_nothing_is_lost_in_silence(arrive, cast, signed_in):
    case, maya = arrive(contact=ways(text="yes")), signed_in(cast.maya)
    assert "not set up on this site" in maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "texts are not set up on this site" in press(maya, case, "text")
    assert Event.objects.filter(action="case.message_not_sent", subject=case.id).exists()


def test_a_text_goes_through_notify(arrive, cast, signed_in, notify):
    case = arrive(contact=ways(text="yes"))
    press(signed_in(cast.maya), case, "text")
    outbox.deliver_due()
    [told] = [each for each in notify if "Please call" in each["personalisation"]["message"]]
    assert told["path"] == "/v2/notifications/sms"
    assert told["phone_number"] == NUMBER
    assert told["token"].startswith("Bearer ")


def test_a_text_stays_and_is_tried_again_when_notify_is_down_and_says_no_number(arrive, cast, notify, caplog):
    globals()["notify"].handler.answer = 500
    arrive(contact=ways(text="yes"))
    outbox.deliver_due()
    message = Message.objects.get(key__startswith="message:")
    assert message.sent_at is None
    assert message.last_fault
    assert NUMBER not in message.last_fault + caplog.text


def test_a_text_waits_when_the_key_is_taken_away(arrive, cast, notify, settings):
    arrive(contact=ways(text="yes"))
    settings.NOTIFY_API_KEY = ""
    outbox.deliver_due()
    message = Message.objects.get(key__startswith="message:")
    assert (message.sent_at, message.last_fault) == (None, "NotAvailable")


# Who queues mail: to colleagues and to professionals at their work. A person's own channels are `messages` alone.
# The last two write to professionals at their work.
MAY_QUEUE = {
    *("inbox/alerts.py", "inbox/messages.py"),
    *("referrals/professional/codes.py", "referrals/professional/answering.py"),
}
# Whatever can carry words out of the house.
SENDERS = {"smtplib", "requests", "http.client", "urllib.request", "notifications_python_client", "anymail", "socket"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "referral_forms").rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT / "referral_forms")), ast.parse(path.read_text())


def test_nobody_but_the_named_modules_queues_anything():
    queuing = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and ast.unparse(node) == "outbox.put")
        or (isinstance(node, ast.ImportFrom) and node.module == "vault.outbox")
    }
    assert queuing == MAY_QUEUE


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_no_other_sender_in_the_house_of_the_forms():
    found = {
        f"{name}: {module}"
        for name, tree in sources()
        for module in imported(tree)
        if module.startswith(("django.core.mail", "vault.texts.send", *SENDERS))
    }
    # Only the name of a fault: allauth asks the provider.
    assert found == {"referrals/professional/oidc.py: requests.RequestException"}


def test_texts_are_asked_only_whether_there_are_any_and_sent_by_the_outbox_alone():
    calls = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "texts.send"
    }
    assert calls == set()


def test_the_search_for_senders_finds_one_that_is_there():
    tree = ast.parse("from django.core.mail import send_mail\nimport smtplib")
    assert list(imported(tree)) == ["django.core.mail.send_mail", "smtplib"]


def test_a_door_of_ours_is_a_function(cast):
    """`send`, `acknowledge` and `ask_to_call` are all there is; a new one is tried by `tried_everything` too."""

    def public(module: Any) -> set[str]:
        return {
            name
            for name, each in vars(module).items()
            if isinstance(each, Callable) and getattr(each, "__module__", "") == module.__name__ and name[0] != "_"
        } - {"NotSafe", "NotAvailable"}

    assert public(messages) == {"send", "acknowledge", "choices", "hold_back", "record"}
    assert public(contacting) == {"ask_to_call"}
