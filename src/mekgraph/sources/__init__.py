"""Reading what people hand us: RDF files and CSV tables, with the place of every statement and cell."""
