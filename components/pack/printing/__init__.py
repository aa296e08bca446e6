"""The pack as PDF: the product's own page, printed by a Chromium without a window.

Needs what ``requirements-print.txt`` lists, and a Chromium.
"""
