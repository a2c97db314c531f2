"""What finding reads: one flat row for each access point that may be shown, made again whenever it changes.

Made by `services.listing`; never edited. Wide on purpose: a question about an area reads the rows of that area from
one table, and joins nothing.
"""

from django.db import models


class Facts(models.Model):
    """The facts by which an access point is found."""

    name = models.CharField(max_length=160)
    # False: one goes there. True: it comes to the person, by telephone, online or on a visit.
    comes = models.BooleanField()
    easting = models.PositiveIntegerField(null=True)
    northing = models.PositiveIntegerField(null=True)
    # The key of the land it stands on, where water parts it from the rest; see `services.shores`.
    shore = models.CharField(max_length=20, blank=True)
    # Every choice that fits, as they stand in forms and parted by blanks: ` how:drop_in ask:self support:groups `.
    marks = models.TextField()

    class Meta:
        abstract = True


class Listing(Facts):
    point = models.OneToOneField(
        "services.AccessPoint", on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    # Of all that its rows are made of: what has not changed is not written again.
    digest = models.CharField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["comes", "name", "point"], name="listing_order"),
            models.Index(fields=["easting", "northing"], name="listing_where"),
        ]


class ListingArea(Facts):
    """The same facts again, for each area that the access point serves."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="in_areas")
    area = models.ForeignKey("places.Area", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "listing"], name="listing_once_an_area")]


class ListingTally(models.Model):
    """How many entries a choice has in an area, or everywhere."""

    EVERYWHERE = 0

    # The key of an area, or 0 for all of them together: an entry that serves several counts once there.
    area = models.BigIntegerField()
    mark = models.CharField(max_length=90)
    count = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "mark"], name="tally_once_an_area")]
        indexes = [models.Index(fields=["mark"], name="listing_tally_mark")]


class ListingSpan(models.Model):
    """A time, as instants, in which it is open: the coming days only, made again by the worker every day."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="spans", db_index=False)
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["listing", "begins", "ends"], name="listing_span")]


class Term(models.Model):
    """A stem of our own vocabulary in one language: what words are looked up by, and slips put right against.

    Without a language it is the key of a concept of `content.words`, the same in all of them.
    """

    language = models.CharField(max_length=12, blank=True)
    stem = models.CharField(max_length=60)
    # How it is written in full, to be shown where a slip was put right.
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "stem"], name="term_once_a_language")]


class TermGram(models.Model):
    """Three letters in a row that stand in a word."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "term"], name="gram_once_a_term")]


class Posting(models.Model):
    """A stem that stands in an entry, and how much it tells about it."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="postings", db_index=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="postings", db_index=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "term"], name="posting_once_a_listing")]
        indexes = [models.Index(fields=["term", "listing"], name="posting_of_a_term")]
