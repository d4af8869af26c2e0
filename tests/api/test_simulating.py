"""What the command line says about synthetic cohorts."""

from pathlib import Path

import msgspec
import pytest

from api.__main__ import words_of_the_command_line
from api.simulation.parameters import USUAL, Parameters, ParametersRefused


def ran(*words: str) -> object:
    parsed = words_of_the_command_line().parse_args(words)
    return parsed.do(parsed)


def test_it_says_what_it_made_and_that_it_is_synthetic(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert ran("simulate", "--patients", "10", "--seed", "4", "--json", "--out", str(tmp_path / "x.csv")) == 0
    said = msgspec.json.decode(capsys.readouterr().out)
    assert (said["label"], said["patients"], said["patient_months"], said["seed"]) == ("synthetic", 10, 60, 4)
    assert said["rows"] == len((tmp_path / "x.csv").read_text().splitlines()) - 1


def test_the_parameters_are_printed_to_copy(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("simulate", "--parameters") == 0
    assert msgspec.json.decode(capsys.readouterr().out, type=Parameters) == USUAL


def test_a_wrong_file_or_number_is_refused_before_anything_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.toml").write_text("dies = 2.0")
    with pytest.raises(ParametersRefused, match=r"\$\.dies"):
        ran("simulate", "--cohort", str(tmp_path / "x.toml"))
    for number in ("0", "20001", "many"):
        with pytest.raises(SystemExit):
            ran("simulate", "--patients", number)
        assert "no number of patients" in capsys.readouterr().err
