"""Telephone numbers as people type them."""

import phonenumbers


def tidy(typed: str) -> str:
    """A number written the usual way; numbers from abroad keep their country. Raises ValueError."""
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException as error:
        raise ValueError(error.error_type) from None
    # "Possible" alone would pass a number without its area code, which nobody could ring.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError("not a possible number")
    home = number.country_code == 44
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
