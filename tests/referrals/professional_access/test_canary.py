"""Nothing of a professional, nor of what they tell, stands in clear where things are kept, sent or written down."""

import tempfile
from pathlib import Path
from uuid import uuid4

from django.core import mail
from django.utils import timezone

from tests.referring import Officer, mailed_code, referred_by
from tests.test_canary import forms_of, stored, written
from vault import outbox, schedule

__all__ = ["written"]

ADDRESS, TEAM, WAITING = "canaryofficer@canary.example", "canaryteam@canary.example", "canarywaiting@gmail.com"
DETAILS = {
    "name": "canaryofficername",
    "organisation": "canaryorganisation",
    "source": "police",
    "job": "canaryjob",
    "telephone": "01632 960871",
}
NEWS = {"kind": "incident", "happened": "canaryhappened", "text": "canarytext", "danger": "yes"}
REASONS = {"canarywithdrawal", "canaryrefusal", "canarytypedcode"}
# The domain and the organisation that a manager permits are no secret; the person's own are.
CANARIES = {
    ADDRESS, TEAM, WAITING, "canaryofficername", "canaryjob", "01632 960871", "canaryhappened", "canarytext", *REASONS
}  # fmt: skip


def walk(cast, signed_in, addresses: set[str]) -> None:
    jo, maya = signed_in(cast.jo), signed_in(cast.maya)
    jo.post("/admin/referrers/domains/add/", {"domain": "canary.example", "organisation": "X", "source": "police"})
    officer = Officer(ADDRESS)
    officer.come_in(**DETAILS)
    case = referred_by(officer.professional)
    own = f"yours/{case.reference}/"
    officer.post(f"{own}add/", addition_id=str(uuid4()), **NEWS)
    officer.post(f"{own}withdraw/", reason="canarywithdrawal")
    officer.post(f"{own}hand-over/", email=TEAM, keeps="yes")
    officer.post(f"{own}hand-over/code/", code="canarytypedcode")
    officer.post(f"{own}hand-over/code/", code=mailed_code())
    response = officer.post(f"{own}add/", **{**NEWS, "text": ""})
    addresses |= {address for address, _status in response.redirect_chain}
    waiting = Officer(WAITING)
    waiting.come_in(**DETAILS)
    person = f"/admin/referrers/{waiting.professional.pk}/"
    jo.post(f"{person}refuse/", {"reason": "canaryrefusal"})
    maya.post(f"/admin/referrers/of/{case.reference}/tell/", {"state": "redirected", "reason": "other_service"})
    # Somebody who stops half-way, with a code on its way.
    half = Officer(ADDRESS)
    half.ask_for_a_code()
    half.post("code/", code="canarytypedcode")
    assert "canarytext" in maya.get(f"/admin/inbox/{case.reference}/").content.decode()


def test_no_word_of_a_professional_is_kept_sent_or_written_in_clear(cast, signed_in, written, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    addresses: set[str] = set()
    walk(cast, signed_in, addresses)
    before = stored("default")
    schedule.run_due(timezone.now())
    outbox.deliver_due()
    places = {
        "the database, before the mail went out": before,
        "the database": stored("default"),
        "the database of keys": stored("keys"),
        "the logs": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in written.records).encode(),
        # To whom a mail goes stands on it; what it says must not tell.
        "the mails": "\n".join(f"{message.subject} {message.body}" for message in mail.outbox).encode(),
        "addresses": "\n".join(addresses).encode(),
        "the temporary folder": b"".join(file.read_bytes() for file in Path(tmp_path).rglob("*") if file.is_file()),
    }
    assert len(mail.outbox) > 4
    found = [
        f"{word} stands in {place}"
        for place, content in places.items()
        for word in CANARIES
        for text in forms_of(word)
        if text.lower() in content.lower()
    ]
    assert found == []
