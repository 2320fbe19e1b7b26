"""SHACL by SPARQL: shapes are compiled to one query per constraint, which any engine can run."""
