"""What libraries write into the log through Python's own logging: uvicorn's faults and the dashboard's."""

import json
import logging
import sys

from api.logs import Unquoted

SECRET = "Ada's own words"


def written() -> str:
    try:
        int(SECRET)
    except ValueError:
        record = logging.LogRecord("uvicorn.error", logging.ERROR, __file__, 7, "Exception in %s", (SECRET,), sys.exc_info())
    return Unquoted().format(record)


def test_an_exception_s_own_words_never_reach_the_log() -> None:
    assert SECRET not in written()


def test_a_line_says_what_kind_of_fault_and_where() -> None:
    line = json.loads(written())
    assert (line["level"], line["logger"], line["error"], line["line"]) == ("error", "uvicorn.error", "ValueError", "test_logs:7")
    assert line["frames"][-1].startswith("test_logs.py:")
    assert line["at"].endswith("+00:00")
