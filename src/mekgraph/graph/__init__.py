"""The graph in an engine: build it from the text files, derive edges, open it for reading."""
