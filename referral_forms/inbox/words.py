"""Spoken words: short, common, unlike each other, and of no meaning to somebody who finds one on a screen."""

import secrets

# fmt: off
WORDS = [
    "acorn", "amber", "anchor", "apple", "apron", "arrow", "atlas", "autumn", "bacon", "badger", "bamboo", "banjo",
    "barley", "basket", "beacon", "beaver", "berry", "biscuit", "blanket", "blossom", "bonnet", "bottle", "bridge",
    "bronze", "bucket", "butter", "button", "cabin", "cactus", "camel", "candle", "canvas", "carpet", "carrot",
    "castle", "cedar", "cherry", "chimney", "cinnamon", "clover", "cobalt", "coffee", "comet", "copper", "coral",
    "cotton", "cricket", "crystal", "curtain", "daisy", "denim", "diamond", "dolphin", "donkey", "dragon", "drum",
    "eagle", "elbow", "ember", "engine", "falcon", "feather", "fennel", "ferry", "fiddle", "finch", "flannel",
    "forest", "fossil", "fountain", "garden", "ginger", "giraffe", "glacier", "goblet", "granite", "grape",
    "guitar", "hammer", "harbour", "harvest", "hazel", "hedgehog", "helmet", "heron", "honey", "hunter", "indigo",
    "iris", "island", "ivory", "jacket", "jasmine", "jigsaw", "juniper", "kettle", "kitten", "ladder", "lagoon",
    "lantern", "lavender", "lemon", "lentil", "lilac", "linen", "lizard", "lobster", "lotus", "magnet", "mango",
    "maple", "marble", "meadow", "melon", "mitten", "monkey", "mustard", "nectar", "needle", "nettle", "nutmeg",
    "oatmeal", "ocean", "olive", "onion", "orange", "orchard", "otter", "oyster", "paddle", "panda", "parcel",
    "parsley", "pearl", "pebble", "pelican", "pencil", "pepper", "piano", "pigeon", "pillow", "planet", "plum",
    "pocket", "pony", "poppy", "potato", "puffin", "pumpkin", "puzzle", "quartz", "rabbit", "radish", "rainbow",
    "raisin", "raven", "ribbon", "river", "robin", "rocket", "saddle", "saffron", "salmon", "sapphire", "scarlet",
    "shadow", "silver", "sparrow", "spinach", "squirrel", "summer", "sunset", "tablet", "teapot", "temple",
    "thimble", "thistle", "ticket", "tiger", "timber", "tomato", "topaz", "tulip", "tunnel", "turnip", "turtle",
    "velvet", "violet", "walnut", "walrus", "willow", "window", "winter", "yogurt", "zebra",
]
# fmt: on


def new_word() -> str:
    """Two of them: one could be guessed by whoever keeps on trying."""
    return " ".join(secrets.SystemRandom().sample(WORDS, 2))
