"""Queries of one's own that explain their errors: before they are run, when they are refused, when nothing matches.

``judge`` looks at a query as text, its prefixes, terms and variables; ``refused`` finds the slip behind an error of
the engine; ``empty`` finds the part of a pattern that nothing matches. What they say are lessons (``lesson``): a
sentence or two, the place in the query, and what to do.
"""
