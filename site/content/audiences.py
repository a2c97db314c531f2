from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Whom a helpline is for. The order is the order of the helplines page."""

    EMERGENCY = "emergency", _("In an emergency")
    EVERYONE = "everyone", _("For anyone")
    MEN = "men", _("For men")
    LGBT = "lgbt", _("For LGBT+ people")
    CHILDREN = "children", _("For children and young people")
    FORCED_MARRIAGE = "forced_marriage", _("About forced marriage, “honour” and FGM")
    SEXUAL_VIOLENCE = "sexual_violence", _("After rape or sexual abuse")
    STALKING = "stalking", _("About stalking")
    EXPLOITATION = "exploitation", _("About modern slavery and exploitation")
    MINORITIES = "minorities", _("For Black and minoritised women")
    OLDER = "older", _("For older people")
    DEAF = "deaf", _("For deaf people")
    MIND = "mind", _("If you feel you cannot go on")
    LOCAL = "local", _("Near you")
    WORRIED = "worried", _("If you are worried about a child or an adult")
    OWN_BEHAVIOUR = "own_behaviour", _("If you are worried about how you behave")
