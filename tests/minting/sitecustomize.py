"""In a Balm that a test starts as a process of its own (PYTHONPATH leads here): notes each token that it mints, so that the test can look for it in the log."""

import os
import secrets

minted = secrets.token_urlsafe


def noted(nbytes: int | None = None) -> str:
    token = minted(nbytes)
    with open(os.environ["MINTED"], "a", encoding="ascii") as file:
        file.write(token + "\n")
    return token


secrets.token_urlsafe = noted
