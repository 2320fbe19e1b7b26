"""The graph on a network: SPARQL 1.1 Protocol and pages about things, for reading only."""
