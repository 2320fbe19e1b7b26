"""Type: the one font of all diagrams, how wide texts are in it, and how they break into lines."""
