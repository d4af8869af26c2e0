"""Where there is no Chromium the browser's tests are skipped and the last line says so, or they fail; it makes no difference in which process they run."""

import os
import subprocess
import sys

from tests.processes import ROOT

STORY = "tests/mobile/test_in_browser.py::test_what_a_test_throws_is_told"


def run_without_chromium(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("BALM_CHROMIUM", "CI") and not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, STORY]
    return subprocess.run(command, cwd=ROOT, env={**kept, "PATH": "/nowhere", **environ}, capture_output=True, text=True, timeout=120)


def test_stories_without_a_browser_are_skipped_and_the_last_line_says_so() -> None:
    done = run_without_chromium("-n", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "The browser stories were SKIPPED: no Chromium was found and none could be installed."


def test_under_ci_they_fail() -> None:
    done = run_without_chromium("-n", "0", CI="true")
    assert done.returncode == 1 and "The browser stories need a Chromium." in done.stdout
