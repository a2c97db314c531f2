"""Every word of the interface is found, and nothing that was translated is lost."""

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command

from config import messages

JINJA = """
<h1>{{ _("Plain words") }}</h1>
{% trans count=2 %}One thing{% pluralize %}{{ count }} things{% endtrans %}
<p>{% trans name="x" %}
   Words over
   {{ name }} lines
{% endtrans %}</p>{{ pgettext("a month", "May") }}
"""
STAFF = """{% load i18n %}
<h1>{% translate "Staff words" %}</h1>
    {% blocktranslate trimmed count counter=n %}
      {{ counter }} case
    {% plural %}
      {{ counter }} cases
    {% endblocktranslate %}
"""
PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy

class Thing:
    label = _("Words in code")
    month = pgettext_lazy("a verb", "May")

def told(n): return ngettext("%(n)d day", "%(n)d days", n)
"""


@pytest.fixture
def tree(tmp_path: Path, settings) -> Path:
    for name, text in {
        "site/templates/page.html": JINJA,
        "site/templates_admin/page.html": STAFF,
        "home/code.py": PYTHON,
        "tests/test_x.py": '_("not a word of the site")',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    settings.ROOT = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def words(tree: Path) -> set:
    return {(message.context, message.id) for message in messages.extracted(tree) if message.id}


def test_words_are_found_in_code_and_in_both_kinds_of_template(tree: Path):
    assert words(tree) == {
        (None, "Plain words"),
        (None, ("One thing", "%(count)s things")),
        (None, "Words over %(name)s lines"),
        ("a month", "May"),
        (None, "Staff words"),
        (None, ("%(counter)s case", "%(counter)s cases")),
        (None, "Words in code"),
        ("a verb", "May"),
        (None, ("%(n)d day", "%(n)d days")),
    }


def test_a_translation_is_kept_when_words_are_collected_again(tree: Path):
    call_command("makemessages")
    path = messages.catalogue_path("pl")
    path.write_text(path.read_text().replace('msgid "Plain words"\nmsgstr ""', 'msgid "Plain words"\nmsgstr "Słowa"'))
    (tree / "home/more.py").write_text('_("One more")')
    call_command("makemessages")
    catalog = read_po(io.BytesIO(path.read_bytes()), locale="pl")
    assert catalog.get("Plain words").string == "Słowa"
    assert catalog.get("One more") is not None


def test_words_that_went_are_kept_as_obsolete_with_their_translation(tree: Path):
    call_command("makemessages")
    path = messages.catalogue_path("pl")
    path.write_text(path.read_text().replace('msgid "Words in code"\nmsgstr ""', 'msgid "Words in code"\nmsgstr "Kod"'))
    (tree / "home/code.py").unlink()
    call_command("makemessages")
    assert '#~ msgid "Words in code"\n#~ msgstr "Kod"' in path.read_text()


def test_collecting_twice_changes_nothing(tree: Path):
    call_command("makemessages")
    before = messages.catalogue_path("ar").read_bytes()
    call_command("makemessages")
    assert messages.catalogue_path("ar").read_bytes() == before
    assert b"Date" not in before


def test_the_check_fails_when_new_words_are_not_collected_and_writes_nothing(tree: Path):
    call_command("makemessages")
    call_command("makemessages", check=True)
    (tree / "home/more.py").write_text('_("One more")')
    before = messages.catalogue_path("pl").read_bytes()
    with pytest.raises(CommandError, match="Not up to date: pl, ar"):
        call_command("makemessages", check=True)
    assert messages.catalogue_path("pl").read_bytes() == before


def test_a_catalogue_is_compiled_once(tree: Path):
    call_command("makemessages")
    assert messages.compiled("pl")
    assert not messages.compiled("pl")


def test_the_real_templates_can_all_be_read():
    assert len(messages.extracted(Path(__file__).resolve().parents[2])) > 20
