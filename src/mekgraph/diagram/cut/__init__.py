"""What a diagram shows: which links of the graph, and which nodes for the things at their ends."""
