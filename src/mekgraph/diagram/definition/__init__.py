"""A diagram as a file: what it shows and how (``model``, ``reading``), and where its things stood (``positions``)."""
