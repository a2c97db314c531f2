"""`/<language>/get-help/refer/`: the way in for professionals and their own pages. The journey stands beside it."""

from django.urls import path

from . import oidc, own_page, way_in

app_name = "refer"

own = [
    path("", way_in.start, name="start"),
    path("email/", way_in.email, name="email"),
    path("code/", way_in.code, name="code"),
    path("about-you/", way_in.about_you, name="about_you"),
    path("sign-out/", way_in.sign_out, name="sign_out"),
    path("signed-in/", way_in.after_sign_in, name="after_sign_in"),
    path("yours/", own_page.yours, name="yours"),
    path("yours/<str:reference>/", own_page.one, name="one"),
    path("yours/<str:reference>/copy/", own_page.copy, name="copy"),
    path("yours/<str:reference>/add/", own_page.add, name="add"),
    path("yours/<str:reference>/added/", own_page.added, name="added"),
    path("yours/<str:reference>/withdraw/", own_page.withdraw, name="withdraw"),
    path("yours/<str:reference>/hand-over/", own_page.hand_over, name="hand_over"),
    path("yours/<str:reference>/hand-over/code/", own_page.hand_over_code, name="hand_over_code"),
    path("yours/<str:reference>/give-up/", own_page.give_up, name="give_up"),
]

# Allauth's own names: it asks for the address of its callback by it.
sign_in = [
    path("with/<slug:provider_id>/", oidc.sign_in, name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
]
