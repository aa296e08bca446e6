"""Many readers on two workers, in peace and through faults; see `make soak`.

`steps` says what readers do, `expected` what must be shown, `readers` does it and notes what came,
`machine` runs the server, `faults` is what happens meanwhile, `report` says what came of it.
"""
