"""The datasets, and everything that loads, validates and questions them."""
