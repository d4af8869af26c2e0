"""python -m tests.bench [--json]: how fast Balm is on this machine, in about two minutes. On 127.0.0.1, with a server and data of its own that end with it."""

import argparse
import asyncio
import os
import platform
import tempfile
import time
from pathlib import Path

import msgspec

from tests.bench.load import Timed
from tests.bench.measures import AT_ONCE, LITTLE, MUCH, Measured, measure
from tests.processes import Balm

LONGEST = 180  # seconds


def table(found: Measured, took: float) -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    lines = [machine, f"little: {LITTLE[0]:,} patients, {found.check_ins['little']:,} check-ins; much: {MUCH[0]:,} patients, {found.check_ins['much']:,}", ""]
    lines += [f"{AT_ONCE} callers at once", *block(found.at_once, "a bare insert"), "", "One caller", *block(found.in_turn, None), ""]
    lines += [f"silences raised, all of much at once: {found.silences:,.0f} a second, {found.silences / found.at_once['a bare insert'].a_second:.2f} of a bare insert's rate", ""]
    lines += [] if found.peak_mb is None else [f"peak memory of the API's process, with the team's pages: {found.peak_mb:.0f} MB"]
    return "\n".join([*lines, f"took {took:.0f} s"])


def block(measured: dict[str, Timed], base: str | None) -> list[str]:
    """A line each; `against`: answers a second beside the base, or the time beside the same with little history."""
    rows = [f"  {'':40} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8}  against"]
    for name, timed in measured.items():
        rows.append(f"  {name:40} {timed.a_second:9,.0f} {timed.p50:8.2f} {timed.p99:8.2f}  {against(measured, name, base)}")
    return rows


def against(measured: dict[str, Timed], name: str, base: str | None) -> str:
    said = []
    if base and name.startswith("check-in"):
        said.append(f"{measured[name].a_second / measured[base].a_second:.2f} of {base}'s rate")
    if name.endswith("much history"):
        said.append(f"{measured[name].p50 / measured[name.replace('much', 'little')].p50:.2f} times the time with little history")
    return ", ".join(said)


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("--json", action="store_true")
    as_json, begun = words.parse_args().json, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="balm-bench-") as folder:
        balm = Balm(Path(folder))
        balm.start()
        try:
            found = asyncio.run(asyncio.wait_for(measure(balm), LONGEST))
        finally:
            balm.stop()
    print(msgspec.json.format(msgspec.json.encode(found)).decode() if as_json else table(found, time.monotonic() - begun))


if __name__ == "__main__":
    main()
