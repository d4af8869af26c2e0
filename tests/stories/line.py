"""What lies between a phone and Balm. It can be cut, also in the middle of an answer; a hotel can put its own page there; and it can hold back a new version
of the app. Unlike a browser that only plays offline, it stops service workers and background sync too."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import httpx

from api.routes.mobile import HEADERS, File

Trouble = Literal["down", "500", "hotel", "cut"]  # `cut`: Balm gets the request, the phone never gets the answer
PASSED_ON = ("accept", "authorization", "content-type", "if-none-match")
HOTEL = b"<!doctype html><title>Welcome to the Grand Hotel</title><p>Please accept our conditions to go online."


class Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for what is being answered


class Line:
    """`app`: the phone app as it is given; None means as Balm gives it. `trouble`: what whoever sends check-ins meets. `met`: how many requests met it.
    `sent`: the app's files that went over the line, each as often as it did."""

    def __init__(self, to: str) -> None:
        self.http = httpx.Client(base_url=to, timeout=20)
        self.app: dict[str, File] | None = None
        self.down = False
        self.trouble: Trouble | None = None
        self.met = 0
        self.sent: list[str] = []
        self.unanswered: list[str] = []
        self.server = Server(("127.0.0.1", 0), type("Handler", (Request,), {"line": self}))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def trouble_of(self, path: str) -> Trouble | None:
        if self.down:
            return "down"
        if self.trouble is not None and path.startswith("/v1/check-ins"):
            self.met += 1
            return self.trouble
        return None

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.http.close()
        assert self.unanswered == [], self.unanswered


class Request(BaseHTTPRequestHandler):
    line: Line
    protocol_version = "HTTP/1.1"  # before it, browsers trust no ETag and load everything anew

    def handle_any(self) -> None:
        self.close_connection = True  # a line that is cut later is cut for everybody
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        trouble = self.line.trouble_of(self.path)
        if trouble in (None, "cut"):
            answer = self.asked(body)
            return None if trouble == "cut" else self.give(*answer)
        if trouble == "hotel":
            return self.give(200, {"content-type": "text/html"}, HOTEL)
        return self.give(500, {"content-type": "text/plain"}, b"no") if trouble == "500" else None

    do_GET = do_PUT = do_POST = do_DELETE = handle_any

    def asked(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        name = self.path.removeprefix("/app/").partition("?")[0]
        if self.line.app is not None and self.path.startswith("/app/") and name in self.line.app:
            file = self.line.app[name]
            return 200, {**HEADERS, "content-type": file.content_type}, file.plain
        headers = {name: value for name, value in self.headers.items() if name.lower() in PASSED_ON}
        try:
            answer = self.line.http.request(self.command, self.path, headers={**headers, "accept-encoding": "identity"}, content=body)
        except httpx.HTTPError as error:
            self.line.unanswered.append(f"{self.command} {self.path}: {error!r}")
            raise
        if self.path.startswith("/app/") and answer.status_code == 200:
            self.line.sent.append(name)
        return answer.status_code, dict(answer.headers), answer.content

    def give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "date", "server", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass
