"""One module a page: its registration, its layout and its callbacks."""
