"""The whole app stays small enough for a slow connection: all of its files together, as they go over the line."""

from api.routes.mobile import FOLDER, files_of, kept

MOST = 60_000  # bytes


def test_the_whole_app_stays_small() -> None:
    sizes = {path: len(kept(path, content).gzipped or content) for path, content in files_of(FOLDER).items()}
    assert len(sizes) > 30 and sizes["sw.js"] > 500
    assert sum(sizes.values()) < MOST, sorted(sizes.items(), key=lambda pair: -pair[1])
