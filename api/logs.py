"""Log lines as JSON on standard error: names, numbers and code lines; never a body, a token, a path with an id in it or what somebody wrote."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import structlog


class Unquoted(logging.Formatter):
    """What libraries say: that something is wrong, and where. Neither their text nor an exception's own words, which may quote a request."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts: dict[str, object] = {"level": record.levelname.lower(), "logger": record.name, "at": at, "line": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            facts |= {"error": type(record.exc_info[1]).__name__, "frames": [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]}
        return json.dumps(facts)


def start() -> None:
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    door = logging.StreamHandler(sys.stderr)
    door.setFormatter(Unquoted())
    logging.basicConfig(level=logging.ERROR, handlers=[door])
