"""Databases, cache, jobs, mail and files: everything that holds or carries data."""

import os
import warnings

import environ

from ..refusal import refuse
from .environment import MODE, VAR, env, required

KEY_RING = required("KEY_RING")

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


ENGINES = {"django.db.backends.postgresql", "django.db.backends.sqlite3"}


def _read_url(variable: str, file: str) -> dict:
    """What the address of a database says. The address is never repeated: it holds a password."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            config = env.db_url(variable, default=f"sqlite:///{VAR / file}")
        except (ValueError, KeyError, environ.ImproperlyConfigured):
            config = {}
    if config.get("ENGINE") not in ENGINES or not config.get("NAME"):
        refuse(f"{variable} cannot be read. It must look like postgres://user:password@host:5432/name.")
    return config


def _database(variable: str, file: str, *, overwrite_deleted: bool = False) -> dict:
    config = _read_url(variable, file)
    if config["ENGINE"].endswith("sqlite3"):
        options: dict = dict(SQLITE_OPTIONS)
        if overwrite_deleted:
            options["init_command"] += " PRAGMA secure_delete=ON;"
        config["OPTIONS"] = options
    else:
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 10}}
    return config


DATABASES = {
    "default": _database("DATABASE_URL", "waymark.sqlite3"),
    # Wrapped keys and blind indexes stand apart, so that an old copy of the one cannot open the other.
    "keys": _database("KEYS_DATABASE_URL", "keys.sqlite3", overwrite_deleted=True),
}
DATABASE_ROUTERS = ["vault.routers.KeysRouter"]

# Shared by all processes: sign-in limits and used codes are kept here, sealed and under digests of their keys.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES: dict[str, dict] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_FUNCTION": "vault.cache.digest_key",
        "OPTIONS": {"serializer": "vault.cache.SealingSerializer"},
    }
    if CACHE_URL
    # Django's own limit of 300 rows would forget a used code within its minute.
    else {"BACKEND": "vault.cache.SealedDatabaseCache", "LOCATION": "cache", "OPTIONS": {"MAX_ENTRIES": 200_000}},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
if MODE == "test":
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Best on another machine's disk: whoever can change the database must not be able to change these.
ANCHORS_DIR = env.str("ANCHORS_DIR", default="")
# Several machines need one place for files: a shared folder, or the back end of an object storage with its options.
SEALED_FOLDER = "vault.files.storage.SealedFolder"
UPLOADS_BACKEND = env.str("UPLOADS_BACKEND", default=SEALED_FOLDER)
UPLOADS_DIR = env.str("UPLOADS_DIR", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "anchors": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": ANCHORS_DIR or str(VAR / "anchors"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Files that were sent, sealed; never below MEDIA_ROOT or STATIC_ROOT, and no address leads there.
    "uploads": {
        "BACKEND": UPLOADS_BACKEND,
        "OPTIONS": {
            "location": UPLOADS_DIR or str(VAR / "uploads"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        if UPLOADS_BACKEND == SEALED_FOLDER
        else env.json("UPLOADS_OPTIONS", default={}),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Anymail's back ends speak to a provider; SMTP is the default because every council has one.
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.locmem.EmailBackend"
    if MODE == "test"
    else "django.core.mail.backends.filebased.EmailBackend"
    if MODE == "demo"
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env.str("EMAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
# In the demo every mail is a file to look at.
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="appointments@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# ANYMAIL_MAILGUN_API_KEY and the like: what the chosen back end needs.
ANYMAIL: dict = {name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name[:8] == "ANYMAIL_"}
ANYMAIL["SEND_DEFAULTS"] = {"track_opens": False, "track_clicks": False}

# Texts go through GOV.UK Notify, by one template whose whole body is ((message)). Without a key there are no texts.
NOTIFY_API_KEY = env.str("NOTIFY_API_KEY", default="")
NOTIFY_TEXT_TEMPLATE = env.str("NOTIFY_TEXT_TEMPLATE", default="")
NOTIFY_URL = env.str("NOTIFY_URL", default="https://api.notifications.service.gov.uk")

# Never longer than a form of ours; Django's temporary files would be in clear.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["vault.files.receiving.SealingHandler", "vault.uploads.StaffMemoryHandler"]
# Of the threads of one process, so many may be busy with files that arrive.
UPLOADS_AT_ONCE = env.int("UPLOADS_AT_ONCE", default=4)
# The virus scanner: a socket's path, or host:port. Without one, no file that was sent can be opened.
CLAMD = env.str("CLAMD", default="")
# Where another publisher's feed may be read from: only tests have one on their own machine, without HTTPS.
FEED_FROM_LOOPBACK = False
