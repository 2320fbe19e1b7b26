"""Graphs on servers, over HTTP: any SPARQL 1.1 endpoint as an engine, and any Graph Store to load the graph into."""
