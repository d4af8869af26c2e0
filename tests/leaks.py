"""No token in any log line of the whole run. What is minted in this process is remembered, what is written into a log is looked through as it is written; the processes that tests start
note theirs in a file (tests/minting), and their logs are looked through when they end.

Looked through: Python's own logging from INFO on, access logs included, and structlog's lines. httpx's from WARNING on:
what it says before that are the tests' own requests.
"""

import logging
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from api import enrolment

TESTS_OWN = ("httpx", "httpcore")  # each request that a test makes would be a line
SHORTEST = 10  # an enrolment code without its dashes
RUN = re.compile(rf"[\w-]{{{SHORTEST},}}", re.ASCII)
METHODS = ("msg", "log", "debug", "info", "warn", "warning", "err", "error", "critical", "exception", "fatal", "failure")  # all the same one, in structlog


class Minted:
    """Tokens by their length: a line is asked for each of its pieces of such a length, however many tokens there are."""

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        self.by_length: dict[int, set[str]] = {}
        for token in tokens:
            self.add(token)

    def add(self, token: str) -> str:
        self.by_length.setdefault(len(token), set()).add(token)
        return token

    def within(self, text: str) -> str | None:
        for run in RUN.findall(text):
            for length, tokens in self.by_length.items():
                if found := next((piece for at in range(len(run) - length + 1) if (piece := run[at : at + length]) in tokens), None):
                    return found
        return None


class Watch(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.minted, self.lines = Minted(), 0
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else ""
        self.look_at(f"{record.getMessage()} {record.args} {error!r}")

    def look_at(self, line: str) -> None:
        self.lines += 1
        if (token := self.minted.within(line)) is not None:
            self.leaks.append(line.replace(token, "TOKEN"))

    def begin(self) -> None:
        """For as long as the process lives."""
        secrets.token_urlsafe = self.heard(secrets.token_urlsafe)
        enrolment.drawn = self.heard(enrolment.drawn)
        root = logging.getLogger()
        root.addHandler(self)
        root.setLevel(min(root.level, logging.INFO))
        for name in TESTS_OWN:
            logging.getLogger(name).setLevel(logging.WARNING)
        written = structlog.PrintLogger.msg

        def msg(logger: Any, message: str) -> None:
            self.look_at(message)
            written(logger, message)

        for name in METHODS:
            setattr(structlog.PrintLogger, name, msg)

    def heard(self, mint: Callable[..., str]) -> Callable[..., str]:
        return lambda *given: self.minted.add(mint(*given))
