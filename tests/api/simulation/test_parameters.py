"""Parameter files of other people: read, and refused with a sentence that names the field."""

from pathlib import Path

import msgspec
import pytest

from api.simulation.parameters import USUAL, ParametersRefused, read


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    found = read(written(tmp_path, 'name = "loud"\n[noise]\nmost = 2.5\n[symptoms.pain]\nlevel = 4.0\n'))
    assert (found.name, found.noise.most, found.noise.least) == ("loud", 2.5, USUAL.noise.least)
    assert list(found.symptoms) == ["pain"]
    assert found.flares == USUAL.flares


def test_what_the_command_prints_can_be_read_again(tmp_path: Path) -> None:
    assert read(written(tmp_path, msgspec.json.encode(USUAL).decode(), "all.json")) == USUAL


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[noise]\nmots = 2.5", "unknown field `mots` - at `$.noise`"),
        ("[noise]\nmost = 'two'", "Expected `float`, got `str` - at `$.noise.most`"),
        ("[answering]\ncompletion = 74", "<= 1"),
        ("[noise]\nleast = 2.0", "noise.most (1.67) is below noise.least (2)"),
        ("[proxy]\nable_1_day = 0.9", "nobody regains self-report"),
        ("[function]\npps_7_days = 60", "must not rise"),
        ("[symptoms.itch]\nlevel = 2.0", "symptoms.itch is none of pain, tiredness"),
        ("noise = [", "Nothing was simulated"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ParametersRefused) as refused:
        read(written(tmp_path, text))
    assert said in str(refused.value)
    assert "mine.toml" in str(refused.value)


def test_a_file_that_is_not_there_too_large_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    for path, said in [(tmp_path / "no.toml", "can't be read"), (written(tmp_path, "#" * 100_001), "larger"), (written(tmp_path, "", "mine.yaml"), "must end in")]:
        with pytest.raises(ParametersRefused, match=said):
            read(path)
