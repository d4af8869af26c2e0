"""python -m dashboard: the team's pages alone, behind a proxy that puts them and the API under one origin."""

import sys

import uvicorn

from dashboard import settings
from dashboard.app import create_app


def main() -> int:
    try:
        found = settings.read()
    except settings.BadSetting as error:
        print(error, file=sys.stderr)
        return 2
    print(f"The team's pages answer on http://{found.host}:{found.port}/team/ and ask the API at {found.api_url}")
    uvicorn.run(create_app(found), host=found.host, port=found.port, log_level="warning", access_log=False, server_header=False, proxy_headers=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
