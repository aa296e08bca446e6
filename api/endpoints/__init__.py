"""One module an endpoint: its question, its rows, and `ENDPOINT`."""
