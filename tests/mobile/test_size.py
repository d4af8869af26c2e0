"""The app stays small enough for a slow connection: what one phone loads, as it goes over the line, the service worker with its list too. Of the languages
that is one; each further one is loaded when it is chosen."""

from api.routes.mobile import FOLDER, HOME, app_of, files_of

MOST = 60_000  # bytes


def test_what_one_phone_loads_stays_small() -> None:
    sizes = {path: len(file.gzipped or file.plain) for path, file in app_of(FOLDER).items() if path != HOME}  # it has two addresses and is loaded by one
    assert len(sizes) == len(files_of(FOLDER)) > 30 and "app.js" in (app_of(FOLDER)["sw.js"].plain).decode()
    words = {path: size for path, size in sizes.items() if path.startswith("words/")}
    assert len(words) == 3 and all(path.encode() in app_of(FOLDER)["sw.js"].plain for path in words)
    assert sum(sizes.values()) - sum(words.values()) + max(words.values()) < MOST, sorted(sizes.items(), key=lambda pair: -pair[1])
