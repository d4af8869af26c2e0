"""Balm as the person who runs it meets it: starting, stopping, wrong settings, and the command line."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import BadSetting, read
from tests.processes import ROOT, Balm, is_alive
from tests.stories.conftest import copy_of

NADIA = {"email": "nadia@demo.example", "password": "balm-demo"}
STUDY = Path(os.environ.get("BALM_STUDY_CSV") or ROOT.parent / "shared" / "data" / "advanced_cancer_check_ins.csv")
QUESTIONNAIRE = ROOT / "docs" / "examples" / "eortc-past-week.json"


@pytest.fixture
def balm(demo: Path, tmp_path: Path) -> Iterator[Balm]:
    """Was started once before."""
    found = copy_of(demo, tmp_path)
    yield found
    if found.process is not None:
        found.stop()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Balm]:
    found = Balm(tmp_path, BALM_DEMO="1")
    yield found
    if found.process is not None:
        found.stop()


def patients(balm: Balm) -> int:
    with httpx.Client(base_url=balm.url) as http:
        assert http.post("/v1/sessions", json=NADIA).status_code == 201
        return int(http.get("/v1/worklist").json()["total"])


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_to_stop_stops_everything_and_the_data_is_there_at_the_next_start(balm: Balm, signum: int) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # also where the suite itself runs under nohup
    balm.start()
    signal.signal(signal.SIGHUP, before)
    postmaster, seen = balm.postmaster, patients(balm)
    assert seen == 60
    assert balm.stop(signum) in (0, 130, -signum), balm.log()
    assert not balm.answers() and not is_alive(postmaster)
    balm.start()
    assert patients(balm) == seen  # and not seeded twice


def test_the_first_start_prints_the_doors_and_the_demo_sign_ins(fresh: Balm) -> None:
    fresh.start()
    for words in (
        f"{fresh.url}/team/",
        f"{fresh.url}/app/",
        f"{fresh.url}/schema",
        "nadia@demo.example",
        "okoro@demo.example",
        "admin@demo.example",
        "balm-demo",
        "synthetic",
    ):
        assert words in fresh.log()


def test_the_demo_s_people_are_strangers_where_balm_is_not_the_demo(balm: Balm) -> None:
    balm.start()
    with httpx.Client(base_url=balm.url) as http:
        token = http.post("/v1/sessions", json=NADIA).cookies["balm_session"]
    balm.stop()
    balm.environ["BALM_DEMO"] = "0"
    balm.start()
    assert httpx.post(f"{balm.url}/v1/sessions", json=NADIA).status_code == 401
    assert httpx.get(f"{balm.url}/v1/worklist", headers={"cookie": f"balm_session={token}"}).status_code == 401
    assert "balm-demo" not in balm.log().rpartition("Balm is running")[2]


def test_a_port_that_is_taken_is_said_plainly(balm: Balm) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", balm.port))
        taken.listen()
        done = balm.command("run")
    assert done.returncode == 2 and f"Port {balm.port}" in done.stderr and "BALM_PORT" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(("host", "way_out"), [("192.0.2.1", "Set BALM_HOST"), ("nowhere.invalid", "Set BALM_HOST")])  # RFC 5737 and 6761: nobody's
def test_an_address_that_is_not_this_machine_s_is_said_plainly(balm: Balm, host: str, way_out: str) -> None:
    balm.environ["BALM_HOST"] = host
    done = balm.command("run")
    assert done.returncode == 2 and host in done.stderr and way_out in done.stderr and "Traceback" not in done.stderr


def test_without_a_terminal_the_password_s_variable_is_named(balm: Balm) -> None:
    done = balm.command("set-password", "nadia@demo.example")
    assert (done.returncode, done.stderr) == (2, "There is no terminal to ask for the password at. Set BALM_PASSWORD.\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [("BALM_PORT", "eighty"), ("BALM_PORT", "0"), ("BALM_PORT", "65536"), ("BALM_DEMO", "maybe"), ("BALM_ORIGIN", "balm.example"), ("DATABASE_URL", "mysql://x"),
     ("BALM_RATE_LIMIT", "0")],
)  # fmt: skip
def test_a_bad_setting_is_refused_and_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read({name: value})


def test_a_bad_setting_stops_the_start_and_is_named(fresh: Balm) -> None:
    fresh.environ["BALM_PORT"] = "eighty"
    done = fresh.command("run")
    assert done.returncode == 2 and "BALM_PORT" in done.stderr and "Traceback" not in done.stderr


def test_an_organisation_of_ones_own(fresh: Balm) -> None:
    fresh.environ |= {"BALM_DEMO": "0", "BALM_PASSWORD": "a long enough password"}
    assert "Lindenhof" in fresh.command("add-organisation", "Lindenhof", "--zone", "Europe/Berlin", "--emergency-number", "112").stdout
    assert fresh.command("add-staff", "Ines Vogel", "ines@lindenhof.example", "--role", "admin").returncode == 0
    again = fresh.command("add-staff", "Ines Vogel", "INES@lindenhof.example", "--role", "admin")
    assert again.returncode == 2 and "Somebody signs in with this e-mail address already" in " ".join(again.stderr.split())
    fresh.environ["BALM_PASSWORD"] = "short"
    assert "at least 10" in fresh.command("add-staff", "Tom", "tom@lindenhof.example", "--role", "nurse").stderr
    fresh.start()
    with httpx.Client(base_url=fresh.url) as http:
        signed_in = http.post("/v1/sessions", json={"email": "ines@lindenhof.example", "password": "a long enough password"})
        assert (signed_in.status_code, signed_in.json()["organisation_name"]) == (201, "Lindenhof")
        assert http.get("/v1/worklist").json()["rows"] == []


def test_the_audit_of_a_running_system_is_whole_and_tampering_is_found(balm: Balm) -> None:
    balm.start()
    patients(balm)
    balm.stop()
    assert balm.command("verify-audit").returncode == 0
    sql = "update audit_rows set action = 'nothing' where position = (select max(position) / 2 from audit_rows)"
    code = "import asyncio, asyncpg, sys; from pathlib import Path; from api.embedded import running\nasync def go(u):\n c = await asyncpg.connect(u); await c.execute(sys.argv[2]); await c.close()\nwith running(Path(sys.argv[1])) as u: asyncio.run(go(u))"
    subprocess.run([sys.executable, "-c", code, str(balm.data / "postgres"), sql], cwd=ROOT, check=True, env=balm.environ)
    found = balm.command("verify-audit")
    assert found.returncode == 1 and "altered" in found.stdout


@pytest.mark.skipif(not STUDY.exists(), reason="the study's file is not here (../shared/data, or BALM_STUDY_CSV)")
def test_the_real_study_is_imported_once_however_often_it_is_run(balm: Balm) -> None:
    balm.start()
    balm.stop()
    words = ("import-check-ins", str(STUDY), "--instrument", str(QUESTIONNAIRE), "--json")
    trial = json.loads(balm.command(*words, "--dry-run").stdout)
    assert (trial["dry_run"], trial["taken"], trial["patients_added"]) == (True, 121, 40)
    first, second = (balm.command(*words) for _ in range(2))
    report, again = json.loads(first.stdout), json.loads(second.stdout)
    assert (report["rows"], report["taken"], report["patients_added"], report["refused"]) == (121, 121, 40, [])
    assert report["partial"] == 5 and report["columns_not_taken"] == ["visit", "day", "death_day"]
    assert (again["taken"], again["there_already"], again["patients_added"], again["refused"]) == (0, 121, 0, [])
    balm.start()
    assert patients(balm) == 60 + 40
