"""Mechanical fixes of RDF files: what can be mended with certainty, in place, so that a diff shows just that."""
