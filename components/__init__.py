"""What pages are made of: the shell, controls, chart cards, tables, tiles and figures."""
