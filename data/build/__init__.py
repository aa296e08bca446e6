"""Builds the product's own tables from the compiled sources: `python -m data.build --shared DIR`.

Not imported by the product: it runs when a source changes, and its output is committed. The
output is the same to the byte for the same sources.
"""
