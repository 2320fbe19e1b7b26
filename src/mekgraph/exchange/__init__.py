"""Giving and taking data: canonical Turtle, import from tables, export."""
