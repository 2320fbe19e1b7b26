"""Briefs: a drawing, what its numbers say, its links and numbered sources; on two pages where these have room."""
