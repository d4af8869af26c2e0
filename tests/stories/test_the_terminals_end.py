"""A closed terminal window stops everything, also under a parent that lives on (as make does)."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT, is_alive
from tests.stories.conftest import copy_of
from tests.stories.patience import settled

# As make does it: leads the terminal's session, outlives its end and waits for what it started.
PARENT = """
import fcntl, os, signal, subprocess, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(subprocess.run([sys.executable, "-m", "api", "run"], stdout=sys.stderr).returncode)
"""


def test_closing_the_terminal_stops_everything(demo: Path, tmp_path: Path) -> None:
    balm = copy_of(demo, tmp_path)
    ours, theirs = os.openpty()
    with (tmp_path / "balm.log").open("ab") as log:
        parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, env=balm.environ, stdin=theirs, stderr=log)
    os.close(theirs)
    assert settled(balm.answers, bool), balm.log()
    postmaster = balm.postmaster
    os.close(ours)
    assert parent.wait(timeout=30) in (0, -15, 143), balm.log()
    assert not balm.answers() and not is_alive(postmaster)


def ignored(pid: int) -> int:
    """The kernel's mask: bit n - 1 is signal n."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("SigIgn")).split()[1], 16)


def test_under_nohup_a_closed_terminal_is_no_reason_to_end(demo: Path, tmp_path: Path) -> None:
    balm = copy_of(demo, tmp_path)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what nohup does before it starts a program
    try:
        balm.start()
    finally:
        signal.signal(signal.SIGHUP, before)
    assert balm.process is not None and ignored(balm.process.pid) & 1 << signal.SIGHUP - 1
    balm.process.send_signal(signal.SIGHUP)
    assert balm.answers()
    assert balm.stop() == 0, balm.log()
