"""The product's statistics: pure functions on numpy arrays and plain values.

Nothing here reads a file, knows a page or imports another part of the project, so every number
can be checked by hand (``docs/statistics.md`` does) and every function tested alone.

- ``rates``: rates per 1,000 and the interval around a count
- ``funnel``: areas against each other, with and without allowance for overdispersion
- ``spc``: process-behaviour (XmR) charts and their rules
- ``seasonal``: seasonal adjustment, and whether a series needs it
- ``compare``: one period against another
- ``trend``: the same quarter of successive years
- ``evidence``: one p-value for each series tested, for ranking findings
- ``fdr``: how many of many flags are chance
- ``suppression``: disclosure control of tables that are not already published

scipy and statsmodels are imported inside the functions that need them, so that a server starts
without paying for them.
"""
