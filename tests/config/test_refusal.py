"""A start that is refused ends, with words: nothing tries it again and again."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "q8vX2hY5rT9wZ1kL4mN7pB3cD6fG0jS-aEuIoRtYbHnMkLpQwXzV"
RING = "y2026:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(*command: str, var: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process with nothing of the tests' own environment but what it needs to find its programs."""
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(free_port()),
        "WAYMARK_MODE": "production",
        "WAYMARK_VAR": str(var),
        "SECRET_KEY": SECRET,
        "KEY_RING": RING,
        "ALLOWED_HOSTS": "help.example.org",
        "BASE_URL": "https://help.example.org",
        "WEB_WORKERS": "2",
        **variables,
    }
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


GUNICORN = ["-m", "gunicorn", "--config", "site/config/gunicorn_settings.py", "config.wsgi"]


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too easy to guess"),
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("WAYMARK_MODE", "prod", "WAYMARK_MODE is 'prod'"),
    ],
)
def test_the_web_server_ends_by_itself(tmp_path, variable: str, value: str, said: str):
    done = run(*GUNICORN, var=tmp_path, **{variable: value})
    assert done.returncode == 3
    assert said in done.stderr


@pytest.mark.parametrize("url", ["foo", "/var/lib/x.sqlite3", "mysql://a:hush@h/x", "postgres://a:hush@h:port/x"])
def test_a_database_address_that_cannot_be_read_is_named_and_never_repeated(tmp_path, url: str):
    done = run("manage.py", "check", var=tmp_path, DATABASE_URL=url)
    assert done.returncode == 3
    assert done.stderr.startswith("DATABASE_URL cannot be read.")
    assert "Traceback" not in done.stderr
    assert "hush" not in done.stderr


def test_the_folder_for_what_is_written_is_made_and_nobody_else_reads_it(tmp_path):
    var = tmp_path / "not" / "yet"
    done = run("manage.py", "migrate", "vault", "--database", "keys", var=var)
    assert done.returncode == 0, done.stderr
    assert (var / "keys.sqlite3").exists()
    assert var.stat().st_mode & 0o077 == 0


def test_what_a_mail_provider_needs_comes_from_the_environment(tmp_path):
    code = (
        "import sys; sys.path.insert(0, 'site');"
        "from config.settings import data; print(data.ANYMAIL['MAILGUN_API_KEY'], data.ANYMAIL['SEND_DEFAULTS'])"
    )
    done = run("-c", code, var=tmp_path, ANYMAIL_MAILGUN_API_KEY="of-the-provider")
    assert "of-the-provider {'track_opens': False" in done.stdout, done.stderr
