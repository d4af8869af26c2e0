"""The watch over the logs sees a token wherever one is written, and says so without writing it again."""

import logging
import secrets
from pathlib import Path

import pytest
import structlog

from api import enrolment
from tests.leaks import METHODS, Minted, Watch
from tests.processes import Balm

TOKEN = "c0ffee_c0ffee-c0ffee_c0ffee-c0ffee_c0ffee-x"


def watching(*tokens: str) -> Watch:
    found = Watch()
    for token in tokens:
        found.minted.add(token)
    return found


@pytest.mark.parametrize(
    ("message", "args"), [(f"GET /family/{TOKEN} 200", ()), ("GET %s", (f"/family/{TOKEN}",)), (f"x{TOKEN}y", ()), (f'{{"cookie": "balm_family={TOKEN}"}}', ())]
)
def test_a_token_in_a_line_is_seen_and_not_written_again(message: str, args: tuple[str, ...]) -> None:
    watch = watching(TOKEN, "another")
    watch.handle(logging.LogRecord("uvicorn.access", logging.INFO, __file__, 1, message, args, None))
    assert len(watch.leaks) == 1 and TOKEN not in watch.leaks[0]


def test_the_words_of_an_exception_are_looked_at_too() -> None:
    watch, error = watching(TOKEN), ValueError(f"no such token: {TOKEN}")
    watch.handle(logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 1, "Exception", None, (ValueError, error, None)))
    assert len(watch.leaks) == 1


def test_what_is_no_token_is_not_called_one() -> None:
    watch = watching(TOKEN)
    watch.look_at(f"GET /family/{TOKEN[:-1]} and {TOKEN.upper()}")
    assert (watch.leaks, watch.lines) == ([], 1) and Minted().within(TOKEN) is None


def test_everything_that_is_minted_and_written_in_this_run_is_watched(leaks: Watch, capsys: pytest.CaptureFixture[str]) -> None:
    before = leaks.lines
    for token in (secrets.token_urlsafe(32), enrolment.drawn()):
        assert leaks.minted.within(f"a {token} b") == token
    logging.getLogger("uvicorn.access").info("harmless")
    structlog.get_logger().info("harmless")
    assert leaks.lines == before + 2
    printer = {name for name in dir(structlog.PrintLogger) if getattr(structlog.PrintLogger, name) is structlog.PrintLogger.msg}
    assert printer == {name for name in METHODS if hasattr(structlog.PrintLogger, name)}, "structlog has another name for writing a line"


def test_a_process_s_log_is_looked_through_when_it_ends(tmp_path: Path) -> None:
    balm = Balm(tmp_path)
    balm.check_log()
    (tmp_path / "minted").write_text(f"{TOKEN}\n")
    (tmp_path / "balm.log").write_text("all is well\n")
    balm.check_log()
    (tmp_path / "balm.log").write_text(f"GET /family/{TOKEN}\n")
    with pytest.raises(AssertionError, match="a token in the log: GET /family/TOKEN"):
        balm.check_log()
