"""Canary words through the journeys for others, intake, changes and translations: none is kept or sent in clear."""

import logging

from django.core import mail
from django.test import Client

from referral_forms.inbox.models import Case, ContactChange
from referral_forms.referrals import translating
from referral_forms.referrals.changes.journey import JOURNEY as CHANGES
from referral_forms.referrals.intake.journey import FOR_ANOTHER, FOR_PROFESSIONAL, FOR_THEMSELF
from referral_forms.referrals.known.journey import JOURNEY as KNOWN
from tests.test_canary import POSTCODE, fill_in, filled, forms_of, stored
from vault import outbox


def go_through_changes(case: Case, wanted: str, canaries: set[str], addresses: set[str]) -> None:
    client = Client()
    proof = {"reference": case.reference, "word": case.referral.answers["word"]}
    response = client.post("/en/get-help/changes/", proof, follow=True)
    for _turn in range(12):
        address = response.request["PATH_INFO"]
        addresses |= {address}
        slug = address.rstrip("/").rsplit("/", 1)[-1]
        if slug == "sent":
            return
        step = CHANGES.step(slug)
        given = filled(step.form, slug, canaries) if step and step.form else {}
        response = client.post(address, {**given, **({"wanted": wanted} if slug == "wanted" else {})}, follow=True)
    raise AssertionError(address)


def test_no_word_that_anybody_types_is_kept_sent_or_written_in_clear(cast, signed_in, caplog):
    canaries, addresses = {POSTCODE}, set()
    with caplog.at_level(logging.DEBUG):
        fill_in(Client(), KNOWN, "/pl/get-help/for-someone-i-know/", canaries, addresses)
        known = Case.objects.get()
        jo, tara = signed_in(cast.jo), signed_in(cast.tara)
        fill_in(jo, FOR_THEMSELF, "/admin/intake/for-themself/", canaries, addresses)
        fill_in(jo, FOR_ANOTHER, "/admin/intake/for-another/", canaries, addresses)
        fill_in(jo, FOR_PROFESSIONAL, "/admin/intake/for-professional/", canaries, addresses)
        # Whoever fills in everything says that they may work near: a lead opens it, so that all else can happen.
        assert Case.objects.filter(restricted=True).count() == 4
        Case.objects.update(restricted=False)
        for wanted in ContactChange.Wanted.values:
            go_through_changes(known, wanted, canaries, addresses)
        for passage in translating.passages(known):
            address = f"/admin/translations/{known.pk}/{passage.step}/{passage.field}/"
            assert tara.get(address).status_code == 200
            tara.post(address, {"text": f"canarytranslated{passage.field.replace('_', '')}"})
            canaries.add(f"canarytranslated{passage.field.replace('_', '')}")
        for change in ContactChange.objects.all():
            decided = {"decision": "accept", "proved": "1"}
            jo.post(f"/admin/inbox/{known.reference}/changes/{change.id}/", decided)
        jo.post(f"/admin/inbox/{known.reference}/message/", {"channel": "canarychannel"})
        Client().post("/en/get-help/changes/", {"reference": "canaryreference", "word": "canaryword"})
        canaries |= {"canarychannel", "canaryreference", "canaryword"}
        waiting = stored("default")
        outbox.deliver_due()
    places = {
        "the database, before the mail went out": waiting,
        "the database": stored("default"),
        "the database of keys": stored("keys"),
        "the logs": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records).encode(),
        "the mails": "\n".join(str(message.message()) for message in mail.outbox).encode(),
        "addresses": "\n".join(addresses).encode(),
    }
    assert Case.objects.count() == 4
    assert len(canaries) > 40
    found = [
        f"{word} stands in {place}"
        for place, content in places.items()
        for word in canaries
        for text in forms_of(word)
        if text.lower() in content.lower()
    ]
    assert found == []
