"""The sections of a pack, one module a page."""
