"""The directory as a file: out and in again, and what an import does and refuses."""

import csv
import io
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import FieldDoesNotExist
from wagtail.models import Revision

from services import listing
from services.exchange import applying, exporting, planning, standing, statements, tables
from services.exchange.cells import neutral, plain
from services.exchange.columns import FACTS, MODELS
from services.exchange.plan import Options
from services.models import AccessPoint, Facet, HoursException, Keeper, Organisation, Service

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Set by publishing, by other screens, or by the database.
NOT_EXCHANGED = {
    "id", "locale", "translation_key", "live", "has_unpublished_changes", "first_published_at", "last_published_at",
    "go_live_at", "expire_at", "expired", "latest_revision", "live_revision", "organisation", "service", "changed_at",
    "locked", "locked_at", "locked_by",
    "phone_withdrawn_on",
}  # fmt: skip


def table() -> bytes:
    directory = standing.read()
    return "".join(tables.write_csv(exporting.names(directory), exporting.rows(directory))).encode()


def planned(content: bytes, **options):
    return planning.plan(tables.read_csv(content, standing.read().languages), Options(**options))


def imported(content: bytes, **options):
    plan = planned(content, **options)
    assert plan.problems == []
    applying.apply(plan, user=None, now=NOW)
    return plan


def edited(**changes: str) -> bytes:
    """The row of the Orchard Room as it goes out, with some of its cells changed."""
    directory = standing.read()
    names = exporting.names(directory)
    rows = (dict(zip(names, cells, strict=True)) for cells in exporting.rows(directory))
    return written([next(row for row in rows if row["name"] == "The Orchard Room") | changes])


def written(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def everything(rows: list[dict[str, str]]) -> list[str]:
    return [*dict.fromkeys(name for row in rows for name in row)]


def new_row(**cells: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "name": "The Quince Attic",
        "kind": "drop_in",
        "area": "thanet",
        "service_id": str(Service.objects.filter(locale__language_code="en").first().translation_key),
        **cells,
    }


def problems(plan) -> dict[str, str]:
    return {remark.column: remark.text for remark in plan.problems}


@pytest.fixture
def keeper(demonstration) -> Keeper:
    return Keeper.objects.create(role="Directory desk", contact={"name": "Edie", "email": "edie@waymark.example"})


def test_what_goes_out_and_comes_in_again_changes_nothing(demonstration, room):
    HoursException.objects.create(point=room, first_day=date(2026, 12, 24), last_day=date(2026, 12, 26))
    HoursException.objects.create(
        point=room, first_day=date(2026, 12, 31), last_day=date(2026, 12, 31), hours="10:00-12:00; PH off"
    )
    AccessPoint.objects.filter(pk=room.pk).update(
        summary="=1+1", what_happens="- one\n- two", hours_note="'quoted", website="https://waymark.example/?a=b&c"
    )
    content = table()
    for options in ({}, {"as_live": True}):
        plan = imported(content, **options)
        assert plan.is_empty, [(each.title, each.differences) for each in plan.changes]
        assert table() == content


def test_an_emptied_directory_is_whole_again_after_the_import(demonstration, keeper):
    """Ids, words of every language, choices, areas and hours: all of it comes out of the file alone."""
    content = table()
    Keeper.objects.update(organisation=None)
    with listing.held():
        for model in (AccessPoint, Service, Organisation):
            model.objects.all().delete()
    imported(content, as_live=True, keeper=keeper.pk)
    again = table()
    before, after = ([*csv.DictReader(io.StringIO(each.decode("utf-8-sig")))] for each in (content, again))
    for row in before:
        for name in ("keeper_id", "service_keeper_id", "organisation_keeper_id"):
            row[name] = row[name] or str(keeper.pk)
    assert after == before


def test_every_field_of_an_entry_is_in_the_table(db):
    for level, model in MODELS.items():
        names = {field.name for field in model._meta.get_fields() if field.concrete} | set(FACTS[level])
        assert names - set(FACTS[level]) <= NOT_EXCHANGED, level
        for name in FACTS[level]:
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{level}.{name}")


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-x", "@x", "\tx", "'=x", "''=x", " =x", "'plain", "plain", "", "'", "＝x"]
)
def test_a_formula_is_harmless_in_the_file_and_whole_again_after(text):
    cell = neutral(text)
    assert plain(cell) == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))


def test_a_change_is_shown_and_then_made(room, client):
    content = edited(phone="01632 960777", areas="canterbury;thanet", people="women;men")
    plan = planned(content, as_live=True)
    shown = {change.column: (change.before, change.after) for each in plan.changes for change in each.differences}
    assert shown["phone"] == ("01632 960103", "01632 960777")
    assert shown["areas"] == ("canterbury", "canterbury;thanet")
    assert AccessPoint.objects.get(pk=room.pk).phone == "01632 960103"
    applying.apply(plan, user=None, now=NOW)
    room.refresh_from_db()
    assert room.phone == "01632 960777"
    assert {area.slug for area in room.areas.all()} == {"canterbury", "thanet"}
    assert {facet.key for facet in room.service.people.all()} == {"women", "men"}
    assert room.live
    assert not room.has_unpublished_changes


def test_the_previous_version_can_be_looked_at(room):
    imported(edited(phone="01632 960777"), as_live=True)
    room.refresh_from_db()
    before, after = room.revisions.order_by("created_at", "pk")
    assert (before.as_object().phone, after.as_object().phone) == ("01632 960103", "01632 960777")
    assert room.live_revision == room.latest_revision == after
    assert {area.slug for area in before.as_object().areas.all()} == {"canterbury"}


def test_a_history_in_bulk_is_what_wagtail_would_have_written(room):
    imported(edited(phone="01632 960777", other_hours="2026-12-24: closed"), as_live=True)
    room.refresh_from_db()
    stored = Revision.objects.get(pk=room.latest_revision_id).content
    made = AccessPoint.objects.get(pk=room.pk).save_revision(clean=False)
    theirs = Revision.objects.get(pk=made.pk).content
    moving = {"latest_revision", "live_revision", "changed_at", "has_unpublished_changes", "last_published_at"}
    moving |= {"first_published_at"}
    for content in (stored, theirs):
        content |= {name: sorted(content[name]) for name in ("access", "languages", "areas")}
    assert stored.keys() == theirs.keys()
    assert {key: value for key, value in stored.items() if key not in moving} == {
        key: value for key, value in theirs.items() if key not in moving
    }


def test_as_a_draft_nothing_public_changes(room):
    imported(edited(phone="01632 960777", other_hours="2026-12-24: closed", areas="canterbury;thanet"))
    room.refresh_from_db()
    assert room.phone == "01632 960103"
    assert room.has_unpublished_changes
    assert not room.exceptions.exists()
    draft = room.get_latest_revision_as_object()
    assert draft.phone == "01632 960777"
    assert [each.first_day for each in draft.exceptions.all()] == [date(2026, 12, 24)]
    room.latest_revision.publish()
    room.refresh_from_db()
    assert room.phone == "01632 960777"
    assert room.exceptions.count() == 1
    assert room.areas.count() == 2


def test_somebodys_draft_is_left_alone_unless_one_says_otherwise(room):
    draft = room
    draft.summary = "A draft of a sentence."
    draft.save_revision()
    content = edited(phone="01632 960777")
    plan = imported(content, as_live=True)
    assert plan.is_empty
    assert [(note.row, note.column) for note in plan.notes] == [(2, "id")]
    imported(content, as_live=True, over_drafts=True)
    room = AccessPoint.objects.get(pk=draft.pk)
    assert room.phone == "01632 960777"
    assert "A draft of a sentence." in [each.content["summary"] for each in room.revisions.all()]


def test_a_draft_never_published_that_somebody_edited_is_left_alone_too(demonstration):
    imported(written([new_row()]))
    point = AccessPoint.objects.get(name="The Quince Attic")
    row = new_row(id=str(point.translation_key), phone="01632 960777")
    assert [each.title for each in planned(written([row])).changes] == ["The Quince Attic"]
    point.summary = "Edited by a person."
    point.save_revision()
    plan = planned(written([row]))
    assert plan.changes == []
    assert len(plan.notes) == 1


def test_a_new_entry_is_a_draft_or_live_as_was_chosen(demonstration, keeper):
    imported(written([new_row()]))
    point = AccessPoint.objects.get(name="The Quince Attic")
    assert not point.live
    assert point.slug == "the-quince-attic"
    assert [area.slug for area in point.areas.all()] == ["thanet"]
    assert point.revisions.count() == 1
    imported(written([new_row(name="The Medlar Attic")]), as_live=True, keeper=keeper.pk)
    point = AccessPoint.objects.get(name="The Medlar Attic")
    assert point.live
    assert point.keeper == keeper


def test_nothing_new_goes_live_that_nobody_keeps_true(demonstration):
    assert set(problems(planned(written([new_row()]), as_live=True))) == {"keeper_id"}


def test_an_entry_without_an_id_is_found_by_its_names_and_gets_the_same_id_ever_after(demonstration):
    row = new_row(id="", service_id="", service="Mending", service_summary="They mend.", organisation="Quince House")
    imported(written([row]))
    key = AccessPoint.objects.get(name="The Quince Attic").translation_key
    plan = planned(written([row]))
    assert plan.is_empty
    assert AccessPoint.objects.get(translation_key=key).service.organisation.name == "Quince House"
    for model in (AccessPoint, Service, Organisation):
        model.objects.filter(is_demo=False).delete()
    imported(written([row]))
    assert AccessPoint.objects.get(name="The Quince Attic").translation_key == key


def test_a_row_that_says_little_changes_little(room):
    imported(written([{"id": str(room.translation_key), "email": "room@waymark.example"}]), as_live=True)
    room.refresh_from_db()
    assert room.email == "room@waymark.example"
    assert room.phone == "01632 960103"


def test_translations_that_the_file_does_not_mention_stay(room):
    polish = AccessPoint.objects.get(translation_key=room.translation_key, locale__language_code="pl")
    content = edited(**{"summary[pl]": "", "what_happens[pl]": "", "directions[pl]": "", "phone": "01632 960777"})
    imported(content, as_live=True)
    before = polish.directions
    polish.refresh_from_db()
    assert polish.directions == before


def test_a_translation_comes_with_its_file_whole_or_not_at_all(demonstration, room):
    words = {"id": str(room.translation_key), "summary": "Come in.", "directions": "Left.", "summary[ar]": "تعال"}
    AccessPoint.objects.filter(translation_key=room.translation_key, locale__language_code="ar").delete()
    assert "directions[ar]" in problems(planned(written([words]), as_live=True))
    wanted = {f"{name}[ar]": "كلمات" for name in ("what_happens", "directions", "hours_note", "closed_note")}
    imported(written([{**words, **wanted}]), as_live=True)
    arabic = AccessPoint.objects.get(translation_key=room.translation_key, locale__language_code="ar")
    assert arabic.summary == "تعال"
    assert arabic.live
    assert arabic.service.locale.language_code == "ar"


def test_a_new_number_counts_as_unchecked_unless_a_new_day_stands_beside_it(room):
    AccessPoint.objects.filter(pk=room.pk).update(phone_checked_on=date(2026, 11, 2))
    imported(edited(phone="01632 960777"), as_live=True)
    room.refresh_from_db()
    assert room.phone_checked_on is None
    imported(edited(phone="01632 960778", phone_checked_on="20/11/2026"), as_live=True)
    room.refresh_from_db()
    assert room.phone_checked_on == date(2026, 11, 20)


@pytest.mark.parametrize("as_live", [True, False])
def test_the_old_address_of_an_entry_leads_on_once_its_new_one_is_public(room, client, as_live):
    imported(edited(address_on_this_site="the-plum-room"), as_live=as_live)
    new = "/pl/find-support/canterbury/the-plum-room/"
    answer = client.get("/pl/find-support/canterbury/the-orchard-room/")
    if as_live:
        assert (answer.status_code, answer.url) == (302, new)
    else:
        assert answer.status_code == 200
        assert client.get(new).status_code == 404


def test_a_place_made_secret_by_a_file_is_forgotten_everywhere(room):
    """K-6.1.10"""
    content = edited(
        kind="safe_accommodation", location_withheld="yes", town="", address="", postcode="", easting="",
        northing="", directions="", **{"directions[pl]": "", "directions[ar]": ""},
    )  # fmt: skip
    plan = imported(content, as_live=True)
    assert "Plumtree Walk" not in repr(plan.changes[0].differences)
    kept = repr([*Revision.objects.values_list("content", flat=True), *AccessPoint.objects.values_list("address")])
    assert "12 Plumtree Walk" not in kept
    assert "12 Plumtree Walk" not in table().decode()


WHERE = [
    {"address": "77 Canary Cottage"},
    {"postcode": "CT1 2NN"},
    {"town": "Deal"},
    {"directions": "Left"},
    {"easting": "1", "northing": "1"},
    {"directions[pl]": "W lewo"},
]


def test_a_row_that_tells_where_a_secret_place_is_is_refused(demonstration):
    """K-6.1.10, and groups that have not agreed. The refusal does not repeat what stood there."""
    kinds = [("safe_accommodation", "yes"), ("group", "no")]
    cases = [(kind, where) for kind in kinds for where in WHERE]
    rows = [new_row(name=f"House {number}", kind=kind[0], location_withheld=kind[1], **where)
            for number, (kind, where) in enumerate(cases)]  # fmt: skip
    plan = planned(written([{**dict.fromkeys(everything(rows), ""), **row} for row in rows]))
    refused = {(remark.row, remark.column) for remark in plan.problems}
    for number, (_kind, where) in enumerate(cases, start=2):
        assert {(number, column) for column in where} <= refused
    assert "Canary" not in repr(plan.problems)
    with pytest.raises(applying.NotApplied):
        applying.apply(plan, user=None, now=NOW)


WRONG = [
    ("id", "seven"),
    ("support", "juggling"),
    ("area", "atlantis"),
    ("areas", "thanet;atlantis"),
    ("hours", "nine to five"),
    ("other_hours", "Christmas: closed"),
    ("other_hours", "2026-12-26/2026-12-24: closed"),
    ("checked_on", "31/02/2026"),
    ("website", "javascript:alert(1)"),
    ("website", "ftp://waymark.example/"),
    ("website", "https://user:word@waymark.example/"),
    ("phone", "call me"),
    ("email", "nobody"),
    ("kind", "castle"),
    ("minimum_age", "-1"),
    ("maximum_age", "900"),
    ("location_withheld", "perhaps"),
    ("summary", "x" * 201),
    ("summary", "two\nlines"),
    ("name", "\u202eteverof"),
    ("name", "bell\x07"),
    ("keeper_id", str(UUID(int=7))),
    ("address_on_this_site", "Not a slug"),
]


def test_what_cannot_be_right_is_refused_with_its_row_and_column(demonstration):
    rows = [new_row(name=f"House {number}") | {cell: text} for number, (cell, text) in enumerate(WRONG)]
    plan = planned(written([{**dict.fromkeys(everything(rows), ""), **row} for row in rows]))
    refused: dict[int, set[str]] = {}
    for remark in plan.problems:
        assert remark.text
        refused.setdefault(remark.row, set()).add(remark.column)
    for number, (cell, text) in enumerate(WRONG, start=2):
        assert refused.get(number) == {cell}, (cell, text)


def test_half_a_position_and_a_lost_mark_of_the_demonstration_are_refused(room):
    assert set(problems(planned(edited(easting="")))) == {"northing"}
    assert set(problems(planned(edited(is_demo="no")))) == {"is_demo"}


def test_html_stays_text(room, client):
    imported(edited(summary="<b>Bold</b> <script>alert(1)</script>"), as_live=True)
    page = client.get(room.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_two_rows_may_not_say_different_things_about_the_same_service(demonstration):
    rows = [new_row(service_summary="One."), new_row(name="The Other Room", service_summary="Another.")]
    assert problems(planned(written(rows))).keys() == {"service_summary"}
    rows = [new_row(), new_row()]
    rows[1]["id"] = rows[0]["id"]
    assert problems(planned(written(rows))).keys() == {"id"}


def test_two_places_cannot_have_one_address_on_the_site(room):
    row = new_row(area="canterbury", address_on_this_site="the-orchard-room")
    assert problems(planned(written([row]))).keys() == {"address_on_this_site"}
    rows = [new_row(name="The Quince Attic"), new_row(name="The Quince Attic")]
    imported(written(rows))
    slugs = AccessPoint.objects.filter(name="The Quince Attic").values_list("slug", flat=True)
    assert set(slugs) == {"the-quince-attic", "the-quince-attic-2"}


def test_when_the_last_row_is_wrong_nothing_at_all_is_imported(demonstration):
    rows = [new_row(name=f"Room {number}") for number in range(200)]
    for number, row in enumerate(rows):
        row["hours"] = "nine to five" if number == 199 else "Mo 09:00-17:00"
    before = table()
    plan = planned(written(rows))
    assert [remark.row for remark in plan.problems] == [201]
    with pytest.raises(applying.NotApplied):
        applying.apply(plan, user=None, now=NOW)
    assert table() == before


def test_when_writing_fails_at_the_end_nothing_at_all_is_imported(demonstration, monkeypatch):
    plan = planned(written([new_row(name=f"Room {number}") for number in range(20)]))
    before = table(), Revision.objects.count()

    def fall(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(applying, "_forget_places", fall)
    with pytest.raises(OSError, match="no space left"):
        applying.apply(plan, user=None, now=NOW)
    assert (table(), Revision.objects.count()) == before


def test_what_changed_since_the_check_makes_one_check_again(room):
    plan = planned(edited(phone="01632 960777"))
    Facet.objects.filter(key="women", locale__language_code="en").first()
    AccessPoint.objects.filter(pk=room.pk).update(email="new@waymark.example")
    with pytest.raises(applying.NotApplied):
        applying.apply(plan, user=None, now=NOW)
    room.refresh_from_db()
    assert room.phone == "01632 960103"


def test_making_ready_changes_nothing_and_only_writing_does(room):
    """What takes long is done while others can write."""
    before = table(), Revision.objects.count()
    prepared = applying.prepare(planned(edited(phone="01632 960777"), as_live=True), user=None, now=NOW)
    assert (table(), Revision.objects.count()) == before
    assert prepared.write() == [room.pk]
    assert AccessPoint.objects.get(pk=room.pk).phone == "01632 960777"


@pytest.mark.parametrize("change", ["words", "choices", "hours", "draft", "new"])
def test_what_changes_while_an_import_is_made_ready_makes_one_check_again(room, change):
    prepared = applying.prepare(planned(edited(phone="01632 960777"), as_live=True), user=None, now=NOW)
    if change == "words":
        AccessPoint.objects.filter(pk=room.pk).update(email="new@waymark.example")
    elif change == "choices":
        room.service.people.through.objects.filter(service=room.service).delete()
    elif change == "hours":
        HoursException.objects.create(point=room, first_day=date(2026, 12, 24), last_day=date(2026, 12, 24))
    elif change == "draft":
        room.save_revision()
    else:
        Organisation.objects.create(name="New", locale=room.locale)
    with pytest.raises(applying.NotApplied):
        prepared.write()
    room.refresh_from_db()
    assert room.phone == "01632 960103"


def test_keys_are_reserved_once_and_never_given_twice(demonstration):
    first, second = ([*statements.reserve(Revision, 3)] for _ in range(2))
    assert len({*first, *second}) == 6
    made = Organisation.objects.first().save_revision()
    assert made.pk > max(second)
    assert not Revision.objects.filter(pk__in=[*first, *second]).exists()


def test_the_file_may_be_written_as_spreadsheets_do(room):
    head, line = f"id{{0}}phone\n{room.translation_key}{{0}}01632 960777\n".splitlines()
    for sign in ",;\t":
        for start in ("", "\ufeff"):
            content = f"{start}{head.format(sign)}\r\n{line.format(sign)}\r\n".encode()
            assert len(planned(content).changes) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04whatever",
        "id,name\nx,Jos\u00e9\n".encode("cp1252"),
        "id,name\n".encode("utf-16"),
        b"colour,size\n1,2\n",
        b"id,colour\n1,2\n",
        b"id,name,name\n1,2,3\n",
        b'id,name\n1,"open\n',
        b"id,name\n1,2,3\n",
        b"",
        b"id,name\n\x00,1\n",
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(demonstration, content):
    with pytest.raises(tables.FileRefused) as refused:
        planned(content)
    assert refused.value.message


def test_a_file_has_its_limits(demonstration, monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(tables.FileRefused):
        planned(written([new_row() for _ in range(3)]))
    monkeypatch.setattr(tables, "MOST_BYTES", 10)
    with pytest.raises(tables.FileRefused):
        planned(b"id,name\n1,2\n")
