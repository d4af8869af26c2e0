"""The whole app stays small enough for a slow connection: all of its files together, as they go over the line, the service worker with its list too."""

from api.routes.mobile import FOLDER, HOME, app_of, files_of

MOST = 60_000  # bytes


def test_the_whole_app_stays_small() -> None:
    sizes = {path: len(file.gzipped or file.plain) for path, file in app_of(FOLDER).items() if path != HOME}  # it has two addresses and is loaded by one
    assert len(sizes) == len(files_of(FOLDER)) > 30 and "app.js" in (app_of(FOLDER)["sw.js"].plain).decode()
    assert sum(sizes.values()) < MOST, sorted(sizes.items(), key=lambda pair: -pair[1])
