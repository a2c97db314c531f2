"""How gunicorn serves the site: `gunicorn --config site/config/gunicorn_settings.py config.wsgi`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

MANAGE = Path(__file__).resolve().parents[2] / "manage.py"


def on_starting(server: Any) -> None:
    """Asked once, before any worker: a worker that refuses would end the server with one code or another.

    In a process of its own, so that nothing that the question opens is shared by the workers.
    """
    if code := subprocess.run([sys.executable, str(MANAGE), "may_start"], check=False).returncode:
        sys.exit(code)


pythonpath = "site"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "1" if os.environ.get("WAYMARK_MODE") == "demo" else "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20
keepalive = 5
# Requests are logged by the site, without addresses, paths and query strings.
accesslog = None
control_socket_disable = True
# An address longer than this is nobody's page.
limit_request_line = 4094
limit_request_fields = 60
