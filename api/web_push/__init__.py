"""Web Push: encryption for the browser, who we are, and the way to the push services.

Not pywebpush: its encryption comes from http-ece, of which there is only source, so that every `make run` would build it with a setuptools that no lock file pins; its
sender follows redirects, which a phone could use to reach this network; and it brings aiohttp and requests. What is left of it is these few lines on `cryptography`,
held against the RFC's own example.
"""
