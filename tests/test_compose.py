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


def test_the_image_copies_only_what_is_there() -> None:
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
