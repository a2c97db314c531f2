"""Logs say what happened to the machine, never to whom."""

import structlog

from .. import logs
from .environment import MODE, env

LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING" if MODE == "test" else "INFO")

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# Asking for the user would open the session, and with it `Vary: Cookie` on public pages.
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20

RENDERER = (
    structlog.processors.JSONRenderer(ensure_ascii=False)
    if MODE == "production"
    else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)
)

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        logs.name_the_fault,
        logs.leave_out_the_unknown,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=MODE != "test",
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                logs.keep_the_template_only,
                logs.name_the_fault,
                logs.leave_out_the_unknown,
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                RENDERER,
            ],
            # A message's arguments may be anybody's words: only numbers go back into it.
            "use_get_message": False,
            "pass_foreign_args": True,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own would mail the whole request to administrators.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.request": {"level": "ERROR"},
        # One line a task would bury the rest; a failed one is told by our own worker.
        "django_tasks": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "ERROR"},
        "gunicorn.error": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
