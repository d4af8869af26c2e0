"""Runs one server until it ends or our standard input does: `python keeper.py PROGRAM ARGUMENTS…`.

Standard input is a pipe that only Balm holds. However Balm ends, also by kill -9, the pipe closes and the server gets its SIGINT (PostgreSQL's fast
shutdown). A line in the pipe says that the server was ready: from then on, if it breaks down (killed, out of memory), it is started again. In a session of its
own, so that Ctrl-C in a terminal reaches Balm first.
"""

import os
import signal
import subprocess
import sys
import threading
import time

PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before it is started again; twice as long each time, until it has lived for a minute
LIVED = 60.0


class Server:
    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.was_ready = False
        self.ending, self.changing = threading.Event(), threading.Lock()
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self.command, stdin=subprocess.DEVNULL, restore_signals=True, preexec_fn=default_signals)

    def follow_our_parent(self) -> None:
        while os.read(0, 1024):  # not sys.stdin: its lock would be held while the interpreter ends
            self.was_ready = True
        with self.changing:
            self.ending.set()
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGINT)

    def is_started_again(self, pause: float) -> bool:
        """False where our parent has gone meanwhile."""
        self.ending.wait(pause)
        with self.changing:
            if not self.ending.is_set():
                self.process = self.start()
        return not self.ending.is_set()


def keep(command: list[str]) -> int:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    server = Server(command)
    threading.Thread(target=server.follow_our_parent, daemon=True).start()
    pause = PAUSE
    while True:
        begun = time.monotonic()
        status = server.process.wait()
        pause = PAUSE if time.monotonic() - begun > LIVED else pause
        broke_down = status != 0 and server.was_ready
        if not broke_down or not server.is_started_again(pause):
            return status
        pause = min(LONGEST_PAUSE, pause * 2)


def default_signals() -> None:
    """A server that inherits "ignore" would not hear its shutdown."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
