"""compose.yaml can't be run where this was written; what can be known without an engine is held here."""

import re
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)


@pytest.mark.parametrize("name", ["db", "api", "dashboard"])
def test_every_service_that_answers_has_a_health_check(name: str) -> None:
    assert COMPOSE["services"][name]["healthcheck"]["test"]


def test_no_secret_has_a_default_and_the_demo_is_off() -> None:
    assert "BALM_DEMO" not in TEXT
    for name in ("POSTGRES_PASSWORD", "BALM_DATABASE_PASSWORD", "BALM_ORIGIN"):
        assert f"${{{name}:?" in TEXT
    assert not re.findall(r"\$\{\w+:?-", TEXT)
    assert all(value.startswith("${") for service in COMPOSE["services"].values() for key, value in service.get("environment", {}).items() if "PASSWORD" in key)


def test_the_api_never_gets_the_owner_s_password() -> None:
    for name in ("api", "dashboard"):
        assert "POSTGRES_PASSWORD" not in str(COMPOSE["services"][name]) and "OWNER" not in str(COMPOSE["services"][name])


def test_only_the_door_is_open_to_the_world() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["door"]


def test_the_door_serves_the_organisation_s_own_name_and_keeps_its_certificate() -> None:
    door = COMPOSE["services"]["door"]
    assert COMPOSE["configs"]["door"]["content"].splitlines()[0] == "{$$BALM_ORIGIN}"
    assert door["environment"] == {"BALM_ORIGIN": "${BALM_ORIGIN}"}
    assert {"80:80", "443:443"} <= set(door["ports"]) and door["volumes"] == ["certificates:/data"] and "certificates" in COMPOSE["volumes"]


def test_the_team_s_pages_are_asked_for_what_is_theirs_and_the_api_for_everything_else() -> None:
    lines = [line.strip() for line in COMPOSE["configs"]["door"]["content"].splitlines()]
    assert "@team path /team /team/*" in lines
    assert [line for line in lines if line.startswith("reverse_proxy")] == ["reverse_proxy @team dashboard:8001", "reverse_proxy api:8000 {"]


def test_the_image_copies_only_what_is_there() -> None:
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
