"""The deeper questions of a self-referral. All of it can be left for when people talk."""

from django.utils.translation import gettext_lazy as _

from journeys.journey import Step

from . import danger_forms, family_forms, forms, support_forms, work_forms
from .self_route import has_child, only_suicidal, suicidal, told_to_act

SAFE = [
    Step(
        "danger-signs",
        "safe",
        danger_forms.DangerSignsForm,
        _("What is happening now"),
        skippable=True,
        why=_("These things can mean that somebody may be badly hurt. We start with those in most danger."),
    ),
    Step(
        "call-now",
        "safe",
        heading=_("Right now"),
        template="referrals/call_now.html",
        applies=told_to_act,
        # Who presses "Send now" reads the same on the page after sending.
        skippable=True,
        context=lambda answers: {"suicidal": suicidal(answers), "only_suicidal": only_suicidal(answers)},
    ),
    Step(
        "more-signs",
        "safe",
        danger_forms.MoreSignsForm,
        _("What is happening now"),
        skippable=True,
        why=_("Each of these can make things more dangerous. It helps us to plan with you."),
    ),
    Step(
        "since-when",
        "safe",
        danger_forms.SinceWhenForm,
        _("Since when"),
        skippable=True,
        template="referrals/since_when.html",
        why=_("When it gets worse, somebody should look sooner."),
    ),
    Step(
        "other-person",
        "safe",
        danger_forms.OtherPersonForm,
        _("The other person"),
        skippable=True,
        template="referrals/other_person.html",
        why=_("So that we do not meet or call them by mistake, and can plan how you stay safe from them."),
    ),
    Step(
        "their-work",
        "safe",
        work_forms.TheirWorkForm,
        _("Their work"),
        skippable=True,
        template="referrals/their_work.html",
        why=_("So that what you send is kept away from people who work with them."),
    ),
]
HOME = [
    Step(
        "tonight",
        "home",
        family_forms.TonightForm,
        _("Tonight"),
        skippable=True,
        why=_("We look sooner at those who have nowhere to stay."),
    ),
    Step(
        "pregnancy",
        "home",
        family_forms.PregnancyForm,
        _("About you"),
        skippable=True,
        why=_("It can become more dangerous at this time. And there is more help for you."),
    ),
    Step(
        "children",
        "home",
        family_forms.ChildrenForm,
        _("Children"),
        skippable=True,
        why=_("Children need help of their own. Asking for help does not mean that they are taken away."),
    ),
    *(
        Step(
            f"child-{number}",
            "home",
            family_forms.child_form(number),
            _("Children"),
            applies=has_child(number),
            skippable=True,
            template="referrals/child.html",
            why=_("Each child needs something different. You can leave out whatever you like."),
            context=lambda answers, number=number: {"number": number},  # type: ignore[misc]
        )
        for number in range(1, family_forms.MOST_CHILDREN + 1)
    ),
]
HELP = [
    Step(
        "others-helping",
        "help",
        support_forms.OthersHelpingForm,
        _("Other help"),
        skippable=True,
        template="referrals/others_helping.html",
        why=_("So that our help fits together with theirs."),
    ),
    Step(
        "protection",
        "help",
        support_forms.ProtectionForm,
        _("Courts and plans"),
        skippable=True,
        template="referrals/protection.html",
        why=_("So that what we plan with you fits what has been decided."),
    ),
    Step(
        "access",
        "help",
        support_forms.AccessForm,
        _("What you need"),
        skippable=True,
        template="referrals/access.html",
        why=_("You say it once, and everybody who helps you can see it."),
    ),
    Step(
        "money",
        "help",
        support_forms.MoneyForm,
        _("Money"),
        skippable=True,
        template="referrals/money.html",
        why=_("Some help, such as a place in a refuge, is paid for in different ways. We use it to find a way."),
    ),
    Step(
        "to-know",
        "help",
        support_forms.ToKnowForm,
        _("To support you well"),
        skippable=True,
        template="referrals/to_know.html",
        why=_("So that we find people who can help with it too."),
    ),
    Step(
        "birth-date",
        "help",
        support_forms.BirthDateForm,
        _("Your birth date"),
        skippable=True,
        why=_("If you have talked to us before, we can find what you told us, so that nobody asks you again."),
    ),
    Step(
        "wishes",
        "help",
        support_forms.WishesForm,
        _("What you want"),
        skippable=True,
        template="referrals/wishes.html",
        why=_("You know best what is safe for you."),
    ),
    Step("anything-else", "help", forms.AnythingElseForm, _("Anything else"), skippable=True),
]
