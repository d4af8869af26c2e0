from dashboard.settings import Settings


def create_app(settings: Settings):
    async def app(scope, receive, send): ...

    return app
