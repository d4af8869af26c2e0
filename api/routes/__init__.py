"""What can be asked over HTTP, one file a noun. A handler reads: may I, do, record."""
