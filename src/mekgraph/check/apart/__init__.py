"""The check in a process that can be lost (``mekgraph.apart``): rules and data may be made so that it never ends.

Nobody can tell by looking at them. A colleague's project brings its own shapes and rules, its data can make even our
own rules run away, and the engine has no limits. So every check for people is done there. ``checking`` asks,
``watchdog`` watches what is being done, ``job`` is the worker, and ``wire`` packs the report.
"""
