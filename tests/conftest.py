"""What all tests share."""

from hypothesis import settings

# Speed is measured by `make bench`; a property test fails on what it asserts, not on its time.
settings.register_profile("product", deadline=None)
settings.load_profile("product")
