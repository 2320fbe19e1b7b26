"""Files from outside, read first (or only) in a worker that can be lost (``mekgraph.apart``).

A table is read there, and only its rows come back. An RDF file is read there once on trial, and nothing comes back:
what it did to the worker it would have done to the program. ``reader`` asks, ``job`` is the worker, and ``wire`` puts
rows and errors into the form in which they travel.
"""
