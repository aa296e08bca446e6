"""Pure functions: a frame in, a plotly Figure out. No I/O, no Dash."""
