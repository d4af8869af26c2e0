"""The whole suite, as `make test` runs it: `python -m tests.whole [arguments of pytest]`.

A browser story that fails runs once more, alone and on a Balm of its own: on a busy machine a browser may stumble. Whether it passes then or not, it is named at the end,
because behind what fails now and then there is often a fault of the product. Anything else that fails has failed, and so has everything where more than a few stories did.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

FEW = 3
STORIES = "tests/stories/"
ON_ALL_CORES = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
SOME_FAILED = 1  # pytest's exit code


def whole(arguments: Sequence[str], folder: Path = Path()) -> int:
    code = pytest(["--cache-clear", *ON_ALL_CORES, *arguments], folder)
    failed = failed_in(folder) if code == SOME_FAILED else []
    if not may_run_again(failed):
        return code
    print(f"\n{len(failed)} of the browser's stories failed. Once more, alone:", flush=True)
    again = pytest(["-v", *failed], folder)
    print("\nNot steady, please look into it:" if again == 0 else "\nFailed twice, or one of these did:", *failed, sep="\n  ", flush=True)
    return again


def may_run_again(failed: Sequence[str]) -> bool:
    return 0 < len(failed) <= FEW and all(name.startswith(STORIES) for name in failed)


def failed_in(folder: Path) -> list[str]:
    """As pytest has just written it down."""
    kept = folder / ".pytest_cache/v/cache/lastfailed"
    return list(json.loads(kept.read_text())) if kept.exists() else []


def pytest(arguments: Sequence[str], folder: Path) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(whole(sys.argv[1:]))
