"""Mail that must arrive, over a real SMTP server."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from vault import outbox
from vault.models import Message

pytestmark = pytest.mark.django_db


class Postman:
    def __init__(self) -> None:
        self.received: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.received.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def postman(settings) -> Iterator[Postman]:
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = controller.port
    yield handler
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def put(key: str = "arrival:1", **more) -> None:
    outbox.put(key, to="team@waymark.example", subject="Your list", body="Please look.", **more)


def test_a_queued_mail_arrives_and_its_content_is_gone_from_the_database(postman):
    put()
    assert outbox.deliver_due() == 1
    [(recipients, text)] = postman.received
    assert recipients == ["team@waymark.example"]
    assert "Subject: Your list" in text
    assert Message.objects.get().content is None


def test_the_same_mail_is_queued_and_sent_once(postman):
    put()
    put()
    outbox.deliver_due()
    outbox.deliver_due()
    assert len(postman.received) == 1


def test_a_mail_stays_and_is_tried_again_when_mail_is_down(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = _free_port()
    put()
    now = timezone.now()
    assert outbox.deliver_due(now) == 0
    message = Message.objects.get()
    assert (message.attempts, message.last_fault) == (1, "ConnectionRefusedError")
    assert message.next_try_at == now + timedelta(minutes=1)
    assert message.content["to"] == "team@waymark.example"


def test_it_goes_out_once_mail_is_back(postman, settings):
    works, settings.EMAIL_PORT = settings.EMAIL_PORT, _free_port()
    put()
    now = timezone.now()
    outbox.deliver_due(now)
    settings.EMAIL_PORT = works
    assert outbox.deliver_due(now + timedelta(seconds=30)) == 0
    assert outbox.deliver_due(now + timedelta(minutes=2)) == 1


def test_an_urgent_mail_goes_before_the_others(postman):
    put("one")
    outbox.put("two", to="on-call@waymark.example", subject="Now", body="Please look now.", urgent=True)
    outbox.deliver_due()
    assert [recipients[0].split("@")[0] for recipients, _text in postman.received] == ["on-call", "team"]


def test_recipient_and_words_are_sealed_while_they_wait():
    put()
    stored = bytes(Message.objects.get().__dict__["content"])
    assert b"team" not in stored
    assert b"look" not in stored
