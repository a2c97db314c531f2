"""Headers, cookies, and what a browser may do on our pages."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from .environment import MODE, env

MIDDLEWARE = [
    "config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PolicyMiddleware",
    "config.middleware.LogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.StaffMiddleware",
    "config.middleware.OldAddressesMiddleware",
]

HTTPS = env.bool("HTTPS", default=MODE == "production")
# Plain HTTP in production, said aloud: for a closed test network only.
ALLOW_HTTP = env.bool("ALLOW_HTTP", default=False)
SECURE_SSL_REDIRECT = HTTPS and env.bool("HTTPS_REDIRECT", default=True)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
# `no-referrer` makes browsers post `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_NAME = "staff"
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "vault.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's admin has inline styles and scripts of its own.
STAFF_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}

# Only here may a response set a cookie, and nothing here is ever kept by a browser or a cache.
PRIVATE_PATHS = [
    r"^/admin/",
    r"^/leave/",
    r"^/[a-z-]+/get-help/",
    r"^/[a-z-]+/find-support/near/",
    r"^/[a-z-]+/keep/",
    r"^/[a-z-]+/tell-us/",
    r"^/[a-z-]+/funding/[^/]+/apply/",
]
PUBLIC_CACHE_SECONDS = 60
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "screen-wake-lock",
        "serial",
        "usb",
    )
)
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Tests serve the files where they lie; everywhere else they were collected once.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = MODE == "test"

# Where Exit leads: a page anybody might have open.
NEUTRAL_SITE = env.str("NEUTRAL_SITE", default="https://www.bbc.co.uk/weather")

# Whom to tell of a weakness (security.txt): addresses for mail or forms, with commas.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
