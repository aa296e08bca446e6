"""Files for readers: workbooks and decks, made on request within limits.

`router.create_router` gives the routes (`/exports/…`); `making` keeps within the limits and
remembers; `files` says what is made; `problem` is the page of a request that gets no file.
"""
