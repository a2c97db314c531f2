"""Starting it on this machine."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"
SERVE = SITE / "config/serve.py"


def test_a_port_that_is_taken_is_named_with_a_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, SERVE],
            env={"PORT": str(port), "HOST": "127.0.0.1", "WAYMARK_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr


def told(code: str, folder: Path, **environment: str) -> str:
    """What a fresh Python prints that is started in that folder."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("surroundings", "address"),
    [
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "HOST": "0.0.0.0"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "BASE_URL": "https://help.example.org"}, "https://help.example.org"),
    ],
)
def test_mails_of_the_demo_lead_where_it_listens(surroundings: dict[str, str], address: str):
    code = "import os, start; start.choose_surroundings(); print(os.environ['BASE_URL'])"
    assert told(code, SITE / "config", **surroundings).strip() == address


def test_no_other_account_of_the_machine_reads_what_we_write():
    code = "import os; os.umask(0); import config.settings.environment; print(oct(os.umask(0)))"
    assert told(code, SITE, WAYMARK_MODE="test").strip() == "0o77"
