"""Why a Turtle file cannot be read: the slip behind the fault that the parser reports, and further faults below it.

The parser tells where it stumbled, which is often a line or two behind the slip. Here the words around that place
suggest slips; one is named only if mending it lets the parser go on.
"""
