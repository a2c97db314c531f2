"""The directory as open data: Open Referral UK 3.0 (HSDS-UK-3.0), read only, for everybody.

Words are the English originals, and only what is live. Of a place whose location is withheld, and of a group that has
not agreed to be shown, no location of any kind leaves this room.
"""
