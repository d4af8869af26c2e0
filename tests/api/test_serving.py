import errno
import os
import socket

import pytest

from api import serving


@pytest.mark.parametrize(
    ("number", "way_out"), [(errno.EADDRINUSE, "set BALM_PORT to another"), (errno.EACCES, "below 1024 are for root"), (errno.EADDRNOTAVAIL, "Set BALM_HOST")]
)
def test_a_port_that_can_not_be_used_says_why_and_the_way_out(number: int, way_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(socket.socket):
        def bind(self, _: object) -> None:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket, "socket", Closed)
    with pytest.raises(serving.PortTaken, match=rf"Port 80 on 127.0.0.1 can't be used \({os.strerror(number)}\)\. .*{way_out}"):
        serving.listen("127.0.0.1", 80)
