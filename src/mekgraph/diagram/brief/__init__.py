"""Briefs: a drawing with what its numbers say, its links and its numbered sources, on two pages where they have room."""
