"""The hours editor: boxes for those who have never heard of OpenStreetMap, and nothing of an expert's text lost."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from places.hours import holiday_spans, usual_spans
from services import hours_grid
from services.hours_editor import HoursField, HoursWidget
from services.hours_grid import DAYS, Grid

ROOM = "Mo-We,Fr 09:30-17:00; Th 09:30-17:00,18:00-20:00; PH off"
DAY = ((time(9, 30), time(17)),)
BYHAND = [
    "Th[1] 10:00-12:00",
    "Apr-Sep Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-10:00,11:00-12:00,13:00-14:00,15:00-16:00",
    "2026 Dec 24 10:00-12:00",
    "week 1-53/2 Mo 10:00-12:00",
]


def posted(**typed: str) -> MultiValueDict:
    return MultiValueDict({f"hours-{name.replace('_', '-')}": [value] for name, value in typed.items()})


def kept(field: HoursField, data: MultiValueDict) -> str:
    return field.clean(field.widget.value_from_datadict(data, {}, "hours"))


def as_shown(text: str, *, week: bool = True) -> MultiValueDict:
    """What a browser posts for a form that nobody touched."""
    widget = HoursWidget(week=week)
    typed = widget.shown(text)
    data = {"mode": typed.mode, "holidays": typed.holidays, "text": typed.text, "before": typed.before}
    for row, boxes in typed.rows.items():
        for number, (begins, ends) in enumerate(boxes, 1):
            data[f"{row}-{number}-from"], data[f"{row}-{number}-to"] = begins, ends
    return MultiValueDict({f"hours-{name}": [value] for name, value in data.items()})


def test_boxes_become_hours():
    data = posted(mode="boxes", holidays="closed", Mo_1_from="09:30", Mo_1_to="17:00", same="1", Th_2_from="x")
    data |= posted(Sa_1_from="10:00", Sa_1_to="13:00", Sa_2_from="14:00", Sa_2_to="15:30")
    assert kept(HoursField(), data) == "Mo-Fr 09:30-17:00; Sa 10:00-13:00,14:00-15:30; PH off"


def test_a_night_goes_on_into_the_next_day_and_midnight_ends_a_day():
    data = posted(
        mode="boxes", holidays="usual", Fr_1_from="20:00", Fr_1_to="06:00", Sa_1_from="18:00", Sa_1_to="00:00"
    )
    assert kept(HoursField(), data) == "Fr 20:00-06:00; Sa 18:00-24:00"


def test_a_whole_day_in_the_boxes():
    assert kept(HoursField(), posted(mode="boxes", holidays="usual", Mo_1_from="00:00", Mo_1_to="00:00")) == (
        "Mo 00:00-24:00"
    )


@pytest.mark.parametrize(("mode", "text"), [("always", "24/7"), ("none", ""), ("", "")])
def test_day_and_night_and_not_known_need_no_boxes(mode, text):
    assert kept(HoursField(required=False), posted(mode=mode, Mo_1_from="09:00", Mo_1_to="10:00")) == text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"Tu_1_from": "09:00"}, "Tuesday: write both times, or leave both empty."),
        ({"Tu_1_from": "9 o'clock", "Tu_1_to": "10:00"}, "Tuesday: write a time like 09:30."),
        ({"Tu_1_from": "29:00", "Tu_1_to": "10:00"}, "Tuesday: write a time like 09:30."),
        ({"Tu_1_from": "09:00", "Tu_1_to": "09:00"}, "Tuesday: the two times are the same."),
        (
            {"Tu_1_from": "09:00", "Tu_1_to": "12:00", "Tu_2_from": "11:00", "Tu_2_to": "13:00"},
            "Tuesday: these times overlap.",
        ),
        ({}, "Give at least one time, or choose another line."),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_day(typed, message):
    with pytest.raises(ValidationError) as refused:
        kept(HoursField(), posted(mode="boxes", holidays="closed", **typed))
    assert refused.value.messages == [message]


def test_times_as_people_write_them():
    data = posted(mode="boxes", holidays="usual", Mo_1_from="9", Mo_1_to="5.30pm", Tu_1_from="9:15am", Tu_1_to="24:00")
    assert kept(HoursField(), data) == "Mo 09:00-17:30; Tu 09:15-24:00"


@pytest.mark.parametrize("text", [ROOM, "24/7", "", "Mo-Su 20:00-06:00", "Mo-Fr 08:00-10:00; PH 10:00-12:00", *BYHAND])
def test_a_form_that_nobody_touched_changes_nothing(text):
    field = HoursField(required=False)
    assert kept(field, as_shown(text)) == text
    assert not field.has_changed(text, field.widget.value_from_datadict(as_shown(text), {}, "hours"))


@pytest.mark.parametrize("text", BYHAND)
def test_what_the_boxes_cannot_show_stays_as_text(text):
    typed = HoursWidget().shown(text)
    assert (typed.mode, typed.text) == ("text", text)


def test_what_was_typed_wrongly_stands_there_again():
    widget = HoursWidget()
    data = posted(mode="boxes", holidays="closed", Tu_1_from="9 o'clock", Tu_1_to="10:00")
    page = widget.render("hours", widget.value_from_datadict(data, {}, "hours"), {"id": "id_hours"})
    assert 'value="9 o&#x27;clock"' in page


def test_the_editor_says_in_words_what_it_understood():
    page = " ".join(HoursWidget().render("hours", ROOM, {"id": "id_hours"}).split())
    for words in ("The page says:", "Monday to Wednesday: 09:30 to 17:00", "Thursday: 09:30 to 17:00, 18:00 to 20:00"):
        assert words in page
    assert "Bank holidays: Closed" in page


def test_hours_of_single_days_are_only_times():
    field = HoursField(week=False, required=False)
    assert kept(field, posted(mode="boxes", day_1_from="09:00", day_1_to="12:00")) == "09:00-12:00"
    assert kept(field, posted(mode="none")) == ""
    assert kept(field, as_shown("09:00-12:00,13:00-15:00", week=False)) == "09:00-12:00,13:00-15:00"
    # Only on weekdays: more than the boxes of a day can say.
    assert HoursWidget(week=False).shown("Mo-Fr 09:00-12:00").mode == "text"
    assert kept(field, as_shown("Mo-Fr 09:00-12:00", week=False)) == "Mo-Fr 09:00-12:00"


def test_a_bare_value_counts_as_text():
    """As an import or a test posts it."""
    assert kept(HoursField(), MultiValueDict({"hours": [ROOM]})) == ROOM


MINUTES = st.lists(st.integers(0, 24 * 4 - 1), min_size=2, max_size=6, unique=True).filter(
    lambda row: len(row) % 2 == 0
)


def pairs(quarters: list[int]) -> hours_grid.Times:
    clock = [time(quarter // 4, quarter % 4 * 15) for quarter in sorted(quarters)]
    return tuple(zip(clock[::2], clock[1::2], strict=True))


@settings(deadline=None)
@given(
    days=st.dictionaries(st.sampled_from(DAYS), MINUTES.map(pairs), min_size=1),
    holidays=st.one_of(st.none(), st.just(()), MINUTES.map(pairs)),
)
def test_a_grid_written_and_read_means_the_same(days, holidays):
    text = hours_grid.written(Grid(days, holidays))
    read = hours_grid.read(text)
    assert read is not None
    monday = date(2026, 11, 16)
    for index in range(7):
        day = monday + timedelta(days=index)
        again = hours_grid.written(read)
        assert usual_spans(again, day) == usual_spans(text, day)
        assert holiday_spans(again, day) == holiday_spans(text, day)
    assert read.days == {day: times for day, times in days.items() if times}


@settings(deadline=None)
@given(text=st.text(alphabet="MoTuWeThFrSaSuPH 0123456789:-,;/off[]Apr", max_size=40))
@example("off")
@example("PH off")
def test_no_text_breaks_the_editor(text):
    assert HoursWidget().render("hours", text, {"id": "id_hours"})
    assert HoursWidget(week=False).render("hours", text, {"id": "id_hours"})
