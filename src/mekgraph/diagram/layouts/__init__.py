"""Layouts: where the things of a diagram stand, in millimetres. They know boxes and ties, no graph and no format."""
