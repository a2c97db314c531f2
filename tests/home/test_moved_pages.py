"""A page that is renamed or moved is still found at its old address."""

from home.models import StandardPage


def test_a_renamed_page_is_found_at_its_old_address(demonstration, client, django_capture_on_commit_callbacks):
    page = StandardPage.objects.live().filter(locale__language_code="en", depth=3).first()
    old = page.url
    page.slug = "another-name"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (301, "/en/another-name/")
    assert client.get(answer.url).status_code == 200


def test_a_page_that_moves_below_another_is_found_at_its_old_address(
    demonstration, client, django_capture_on_commit_callbacks
):
    page, above = StandardPage.objects.live().filter(locale__language_code="en", depth=3, numchild=0)[:2]
    old = page.url
    with django_capture_on_commit_callbacks(execute=True):
        page.move(above, "last-child")
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (301, f"/en/{above.slug}/{page.slug}/")
    assert client.get(answer.url).status_code == 200
