from importlib import import_module

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referral_forms.referrals"
    verbose_name = "Referrals"

    def ready(self) -> None:
        import_module("referral_forms.referrals.registration")
        import_module("referral_forms.referrals.professional.staff_pages")
        import_module("referral_forms.referrals.professional.starting")
        import_module("referral_forms.referrals.professional.measuring")
        import_module("referral_forms.referrals.rules.hooks")
