"""Asking: the catalogue of ready questions, names to things, answers in the reader's language."""
