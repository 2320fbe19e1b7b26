"""Slips of form: what one has to write elsewhere or otherwise so that a query can be read.

Each module suggests slips for the token that does not fit, the likeliest first; ``search`` names one only if the query
can be read once it is mended.
"""
