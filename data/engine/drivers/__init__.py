"""One module an engine: how it is reached, asked and filled."""
