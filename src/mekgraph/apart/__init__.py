"""What comes from outside, handled in processes that can be lost: it can end such a process, never the program.

The libraries that read and query RDF have no time limit and no bound on memory, and a small text that is nested deep
enough ends the process it is read in. So ``process`` starts workers and kills those that take too long, and ``inside``
is what a worker does: it seals itself off (``sealing``) and answers one job after the other.

Linux has all the walls. On macOS and Windows no bound on memory is held and no worker is kept from the network: there
the time limit, and what is refused before anything is started (``graph.guard``, ``sources.bounds``), have to do.
"""
