"""From the graph to networks of actors: which links to look at, and how things are connected by them."""
