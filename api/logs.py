"""Log lines as JSON on standard error: names, numbers and code lines; never a body, a token, a path with an id in it or what somebody wrote."""

import logging
import sys

import structlog


def start() -> None:
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # what libraries say: that something is wrong, without the text that may quote a request
    logging.basicConfig(level=logging.ERROR, format='{"level": "%(levelname)s", "logger": "%(name)s", "at": "%(asctime)s", "line": "%(module)s:%(lineno)d"}')
