"""The team's pages: a client of the API over HTTP, no database."""
