"""How the product grows: with data and engines, and with readers and servers; see `make scale`.

`engines` asks the dashboard's own queries of each engine; `site` runs servers behind HAProxy with
Redis, `load` lets wrk read, `readers` measures one server against two and one that is killed;
`document` keeps what came of it.
"""
