"""The oversight pack: what leaves the product, in one content model for every format."""
