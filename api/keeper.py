"""Runs one program until it ends or our standard input does: `python keeper.py PROGRAM ARGUMENTS…`.

Standard input is a pipe that only Balm holds. However Balm ends, also by kill -9, the pipe closes and the server gets its SIGINT (PostgreSQL's fast
shutdown). In a session of its own, so that Ctrl-C in a terminal reaches Balm first.
"""

import os
import signal
import subprocess
import sys
import threading


def keep(command: list[str]) -> int:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, restore_signals=True, preexec_fn=default_signals)

    def end_with_our_parent() -> None:
        while os.read(0, 1024):  # not sys.stdin: its lock would be held while the interpreter ends
            pass
        if server.poll() is None:
            server.send_signal(signal.SIGINT)

    threading.Thread(target=end_with_our_parent, daemon=True).start()
    return server.wait()


def default_signals() -> None:
    """A server that inherits "ignore" would not hear its shutdown."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
