"""Addresses, points on a map and links to maps as people write them in a sentence. Pure functions; nothing is kept.

Precise rather than complete: whoever is refused is shown what was found. "24 hours a day" and "2 courts" are no
address; "12 Station Road", "Flat 2", "TR 149 579" and "///a.b.c" are.
"""

import re
import unicodedata

LATITUDES, LONGITUDES = (49.0, 61.5), (-9.0, 2.5)
MOST_WORDS = 4
# How many characters beside an address say whether it stands alone.
BESIDE = 40

# A number before one of these is the number of a house, however it is written.
STREETS = {
    *("road", "rd", "street", "avenue", "ave", "lane", "ln", "crescent", "cres", "boulevard", "blvd", "gardens"),
    *("gdns", "terrace", "mews", "cottages", "villas"),
}
# These mean other things too: only where they are written as names are, or stand alone like a line of an address.
NAMED_STREETS = {
    *("st", "close", "cl", "court", "ct", "drive", "dr", "house", "place", "pl", "square", "sq", "park", "pk", "way"),
    *("grove", "hill", "rise", "view", "walk", "row", "parade", "green", "cottage", "mansions", "quay", "wharf"),
    *("mount", "vale", "buildings", "building", "yard", "path", "passage", "broadway", "lodge", "farm", "estate"),
    *("heights", "mill", "manor", "hall", "tower", "towers", "bungalow", "bungalows", "field", "fields", "meadow"),
}
# What is counted is no house, whatever comes after it.
COUNTED = {
    *("am", "pm", "hr", "hrs", "hour", "hours", "min", "mins", "minute", "minutes", "day", "days", "night", "nights"),
    *("week", "weeks", "weekly", "month", "months", "year", "years", "yr", "yrs", "mile", "miles", "km", "metre"),
    *("metres", "mph", "x", "bed", "beds", "bedroom", "bedrooms", "bedroomed", "bedded"),
    *("storey", "storeys", "person", "people", "women", "men", "woman", "man", "adult", "adults", "child", "children"),
    *("family", "families", "single", "double", "shared", "self", "safe", "places", "spaces", "space", "rooms", "room"),
    *("units", "flats", "houses", "homes", "home", "refuge", "refuges", "services", "service", "staff", "workers"),
    *("sessions", "session", "steps", "step", "visits", "visit", "meetings", "per", "percent", "lines", "buses", "bus"),
    *("crown", "county", "magistrates", "civil", "criminal", "youth", "supreme", "high court", "full", "open", "other"),
    *("different", "new", "more", "halfway", "group", "groups", "community", "way", "lane", "main", "busy"),
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekdays", "weekday"),
}
# Between a number and a street these begin something else, unless they are part of a name.
JOINING = {
    *("a", "an", "and", "are", "as", "at", "away", "by", "can", "each", "every", "for", "from", "have", "in", "into"),
    *("is", "it", "its", "near", "of", "off", "on", "one", "only", "or", "our", "out", "over", "so", "that", "the"),
    *("their", "there", "these", "this", "those", "through", "to", "until", "up", "we", "which", "who", "will", "with"),
    *("you", "your"),
}
WITHIN_NAMES = ("of", "the")
# "In 2019 Hope House opened": such numbers of houses are rare, and such sentences are not.
YEAR = re.compile(r"(?:19|20)\d\d")

WORD = r"[^\W\d_][^\W\d_'’]*(?:['’][^\W\d_]+)?\.?"
NUMBERED = re.compile(
    rf"(?<![\w.:/£#%+-])(?P<number>(?!24\s?[/-]\s?7)\d{{1,4}}[A-Za-z]?(?:\s?[-–/&]\s?\d{{1,4}}[A-Za-z]?)?)(?:,?[\s-]+|,)"
    rf"(?=(?P<words>{WORD}(?:[\s-]+{WORD}){{0,{MOST_WORDS}}}))"
)
FLAT = re.compile(
    r"\b(?:flat|apartment|apt\.?|maisonette|bedsit|unit|plot)\s?(?:no\.?\s?|number\s|№\s?)?\d{1,4}[a-z]?\b"
    r"(?!\s?[:%/]|\.\d)",
    re.IGNORECASE,
)
NEXT = re.compile(r"[\s-]*([^\W\d_]+)")
GRID_SQUARES = "H[PTUWXYZ]|N[A-DF-MRSTUWXYZ]|NN|OV|S[CDEHJKMNPRSTUVWXYZ]|SO|T[AFGLMQRV]"  # all but NO, which is a word
GRID = re.compile(rf"\b(?:{GRID_SQUARES})(?:\s?\d{{3}}[\s,]?\d{{3}}|\s?\d{{4}}\s?\d{{4}}|\s?\d{{5}}[\s,]?\d{{5}}"
                  r"|\d{4}|\s\d{2}\s\d{2})\b(?!\s?\d)")  # fmt: skip
DECIMALS = re.compile(
    r"(?<![\w.])([+-]?\d{1,2}\.\d{3,})\s?°?\s?[NS]?(?:\s?[,;/|]\s?|\s+)(?:lon\w*\W+)?([+-]?\d{1,2}\.\d{3,})\s?°?\s?[EW]?"
    r"(?![\w.]\d)",
    re.IGNORECASE,
)
DEGREES = re.compile(r"\b\d{1,2}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′’][^A-Za-z]{0,12}[NSEW]\b", re.IGNORECASE)
THREE_WORDS = re.compile(r"(?<![:/\w])/{3}\s?[^\W\d_]{2,}\.[^\W\d_]{2,}\.[^\W\d_]{2,}")
PLUS = re.compile(
    r"(?<!\w)(?=[A-Z+]{0,11}\d)(?=[\d+]{0,11}[A-Z])[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)",
    re.IGNORECASE,
)
MAP_LINK = re.compile(
    r"\b(?:goo\.gl/maps|g\.co/maps|maps\.app(?:\.goo\.gl)?\b|maps\.google\.[a-z.]{2,8}|google\.[a-z.]{2,8}/maps"
    r"|maps\.apple\.com|bing\.com/maps|openstreetmap\.org|osm\.org|what3words\.com|w3w\.co|plus\.codes"
    r"|streetmap\.co\.uk|waze\.com|gridreferencefinder\.com|geo:-?\d)[^\s<>\"]{0,40}",
    re.IGNORECASE,
)


def address_within(text: str) -> str | None:
    """The first words that are plainly a house: `12 Station Road`, `Flat 2`. Slugs and parts of links too."""
    flat = plain(text)
    if not re.search(r"\s", flat.strip()):
        # A slug or a link has no capitals: take it for what its words would be.
        flat = re.sub(r"[-/=?&]+", " ", flat).title()
    for found in NUMBERED.finditer(flat):
        is_year = YEAR.fullmatch(found["number"]) is not None
        if (length := _street(found["words"], alone=_stands_alone(flat, found), is_year=is_year)) is not None:
            return flat[found.start() : found.start("words") + length].strip(" .")
    for found in FLAT.finditer(flat):
        after = NEXT.match(flat, found.end())
        if after is None or after[1].casefold() not in COUNTED:
            return found[0]
    return None


def point_within(text: str) -> str | None:
    """Coordinates, a grid reference, three words or a plus code."""
    flat = plain(text)
    for found in DECIMALS.finditer(flat):
        if _in_britain(float(found[1]), float(found[2])):
            return found[0]
    for pattern in (DEGREES, THREE_WORDS, PLUS, GRID):
        if (match := pattern.search(flat)) is not None:
            return match[0]
    return None


def map_within(text: str) -> str | None:
    found = MAP_LINK.search(plain(text))
    return found[0] if found else None


def plain(text: str) -> str:
    """ASCII digits and usual letters, capitals as they were."""
    return "".join(
        character if (digit := unicodedata.decimal(character, None)) is None else str(digit)
        for character in unicodedata.normalize("NFKC", text)
    )


def _street(words: str, *, alone: bool, is_year: bool) -> int | None:
    """How long the name of a street is that these words begin with; None where they begin with none."""
    length = None
    lasts = STREETS if is_year else STREETS | NAMED_STREETS
    for number, found in enumerate(re.finditer(WORD, words)):
        word = found[0].rstrip(".").casefold()
        if number and word in lasts and _is_named(words[: found.end()], word, alone=alone):
            length = found.end()
        elif word in COUNTED or (word in JOINING and found[0].islower() and not (number and word in WITHIN_NAMES)):
            break
    return length


def _is_named(name: str, last: str, *, alone: bool) -> bool:
    if last in STREETS:
        return True
    capitals = all(word[0].isupper() or word in WITHIN_NAMES for word in re.findall(WORD, name))
    return capitals or alone


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """A line or a piece between commas that holds nothing else: `…, 12 rose close, …`."""
    # No more than can matter: read whole for each of its numbers, a long text would take minutes.
    before = re.search(
        r"(?:^|[\n,;]|\b(?:at|to|visit|address:?))\s*$",
        text[max(0, found.start() - BESIDE) : found.start()],
        re.IGNORECASE,
    )
    after = text[found.start("words") : found.end("words") + BESIDE]
    words = re.match(rf"{WORD}(?:[\s-]+{WORD})?(?=\s*(?:$|[\n,;.]))", after)
    return before is not None and words is not None


def _in_britain(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
