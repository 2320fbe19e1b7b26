"""Queries from outside, run in processes that can be lost: a query can end its worker, never the program.

The engine has no time limit, no bound on memory, and a short query nested deep enough ends the process it runs in. So
``pool`` starts workers (``job``), which seal themselves off (``sealing``), and kills those that take too long.
"""
