"""Prints the path of a Chromium for the browser stories, and installs one where there is none. Prints nothing where that is impossible."""

import os
import pathlib
import shutil
import subprocess
import sys


def found() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("BALM_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def quietly(command: list[str]) -> bool:
    print("Installing a browser for the stories:", " ".join(command), file=sys.stderr)
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}).returncode == 0


def from_debian() -> str | None:
    if not pathlib.Path("/etc/debian_version").exists() or os.geteuid() != 0:
        return None
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
    return shutil.which("chromium") if quietly(install) or (quietly(["apt-get", "update", "-q"]) and quietly(install)) else None


def from_playwright() -> str | None:
    if not quietly([sys.executable, "-m", "playwright", "install", "chromium"]):
        return None
    code = "from playwright.sync_api import sync_playwright as p\nwith p() as x: print(x.chromium.executable_path)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() or None


if __name__ == "__main__":
    print(found() or from_debian() or from_playwright() or "")
