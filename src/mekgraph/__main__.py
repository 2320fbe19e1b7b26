"""``python -m mekgraph``."""

from mekgraph.cli.main import main

main()
