"""Queries from outside, run in processes that can be lost: a query can end its worker, never the program.

``pool`` hands queries to workers (``mekgraph.apart``), several at a time; ``job`` is what a worker does with a query,
and ``solutions`` ends an answer in rows where it is long enough.
"""
