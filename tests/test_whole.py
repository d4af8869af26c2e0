"""What `make test` says where something fails."""

from pathlib import Path

import pytest

from tests.whole import may_run_again, whole

STEADY = "def test_it() -> None:\n    assert True\n"
BROKEN = "def test_it() -> None:\n    assert False\n"
STUMBLES = """from pathlib import Path

def test_it() -> None:
    been = Path(__file__).with_suffix(".been")
    stumbles = not been.exists()
    been.touch()
    assert not stumbles
"""


def suite(folder: Path, **files: str) -> Path:
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    for name, text in files.items():
        path = folder / "tests" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("story", "other", "code", "said"),
    [
        (STUMBLES, STEADY, 0, "Not steady, please look into it:\n  tests/stories/test_story.py::test_it"),
        (BROKEN, STEADY, 1, "Failed twice"),
        (STUMBLES, STUMBLES, 1, ""),
    ],
)
def test_only_a_story_of_the_browser_may_stumble_once_and_it_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str], story: str, other: str, code: int, said: str) -> None:
    assert whole(["-n0", "-q"], suite(tmp_path, stories__test_story=story, test_other=other)) == code
    told = capfd.readouterr().out
    assert said in told and ("Once more" in told) is bool(said)


@pytest.mark.parametrize(("stories", "may"), [(0, False), (1, True), (3, True), (4, False)])
def test_where_more_than_a_few_stories_fail_nothing_runs_again(stories: int, may: bool) -> None:
    assert may_run_again([f"tests/stories/test_one.py::test_{n}" for n in range(stories)]) is may
