"""Balm as it runs for people: processes of its own, on a port of their own. Ends only what it started."""

import contextlib
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import httpx

from api import embedded
from tests.leaks import Minted

ROOT = Path(__file__).parent.parent
MINTING = ROOT / "tests" / "minting"


# below those that a system lends to whoever asks for any, so that no connection can take one before Balm does; without the one that no browser opens
PORTS = [port for port in range(10_000, 30_000) if port != 10_080]


def free_port() -> int:
    while True:
        port = random.SystemRandom().choice(PORTS)  # another one in each process of a parallel run
        with socket.socket() as found, contextlib.suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port


class Balm:
    """`python -m api run` on a data folder; start() answers when requests are answered."""

    def __init__(self, data: Path, **environ: str) -> None:
        self.port, self.data = free_port(), data
        keep = {name: value for name, value in os.environ.items() if not name.startswith("BALM_") and name != "DATABASE_URL"}
        self.environ = {**keep, "BALM_PORT": str(self.port), "BALM_DATA": str(data), "BALM_RATE_LIMIT": "1000000", "BALM_DEMO_EVERY": "0", "PYTHONPATH": str(MINTING), "MINTED": str(data / "minted"), **environ}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    @property
    def certificate(self) -> str | None:
        return self.environ.get("BALM_TLS_CERT")

    def start(self) -> None:
        with (self.data / "balm.log").open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "api", "run"], cwd=ROOT, env=self.environ, stdout=log, stderr=log)
        deadline = time.monotonic() + 120
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()  # whoever waits in vain leaves nothing behind
                raise AssertionError(self.log())
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            verify = ssl.create_default_context(cafile=self.certificate) if self.certificate else True
            return httpx.get(f"{self.url}/health", timeout=2, verify=verify).status_code == 200
        except httpx.HTTPError:
            return False

    def log(self) -> str:
        return (self.data / "balm.log").read_text()[-3000:]

    def kill(self) -> None:
        """kill -9: no goodbye."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.check_log()

    def stop(self, signum: int = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signum)
        status = self.process.wait(timeout=30)
        self.check_log()
        return status

    def check_log(self) -> None:
        """That no token stands in it which this Balm has ever minted."""
        log, noted = self.data / "balm.log", self.data / "minted"
        minted = Minted(noted.read_text().split() if noted.exists() else ())
        for line in log.read_text().splitlines() if log.exists() else ():
            if (token := minted.within(line)) is not None:
                raise AssertionError(f"a token in the log: {line.replace(token, 'TOKEN')}")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data; Balm must not be running."""
        return subprocess.run(
            [sys.executable, "-m", "api", *words], cwd=ROOT, env=self.environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
        )

    @property
    def postmaster(self) -> int:
        return int((self.data / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    @property
    def database_url(self) -> str:
        return f"postgresql://postgres@/postgres?host={embedded.socket_folder(self.data / 'postgres')}"  # where a parallel run's long paths lead elsewhere, too


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path("/proc").exists() else True
    except (ProcessLookupError, FileNotFoundError):  # the second where it ends between the two looks
        return False
