"""The budgets of the product, measured; `make bench` runs it. No test of `make test` is here."""
