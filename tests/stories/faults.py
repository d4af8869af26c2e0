"""What goes wrong behind the picture: errors of scripts, what the security policy refused, addresses that aren't ours."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request


class Faults:
    """Of the browser windows that it follows, until they are settled."""

    def __init__(self, *expected: str) -> None:
        self.usual = expected
        self.origins: set[str] = set()
        self.found: list[str] = []
        self.expected: list[str] = []

    def follow(self, context: BrowserContext, url: str) -> None:
        self.origins.add(urlsplit(url).netloc)
        context.on("console", self.note)
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("request", self.look_at)

    def look_at(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc not in self.origins:
            self.found.append(f"asked {request.url}")

    def note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(message.text)

    def expect(self, words: str) -> None:
        """A story about a refusal makes the browser note it."""
        self.expected.append(words)

    def settle(self) -> None:
        """Told once, then forgotten."""
        unexpected = [fault for fault in self.found if not any(words in fault for words in [*self.usual, *self.expected])]
        self.found, self.expected = [], []
        assert unexpected == [], unexpected
