"""A closed terminal window stops everything, also under a parent that lives on (as make does)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.processes import ROOT, Balm, is_alive

# As make does it: leads the terminal's session, outlives its end and waits for what it started.
PARENT = """
import fcntl, os, signal, subprocess, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(subprocess.run([sys.executable, "-m", "api", "run"], stdout=sys.stderr).returncode)
"""


def until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_closing_the_terminal_stops_everything(tmp_path: Path) -> None:
    balm = Balm(tmp_path, BALM_DEMO="1")
    ours, theirs = os.openpty()
    with (tmp_path / "balm.log").open("ab") as log:
        parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, env=balm.environ, stdin=theirs, stderr=log)
    os.close(theirs)
    assert until(balm.answers), balm.log()
    postmaster = balm.postmaster
    os.close(ours)
    assert parent.wait(timeout=30) in (0, -15, 143), balm.log()
    assert not balm.answers() and not is_alive(postmaster)
