"""Facts in tables to statements in ``data/`` (``mekgraph import``).

reading      files and folders to rows
columns      which tables there are and which columns they need
world        what is already known: ids, links and their periods, and where new statements go
unknown      ids and words in cells that nobody knows, and what was meant
forms        cells that need a certain form: dates, countries, addresses
names        names, acronyms and their standing
things       actors, events, instruments, sources
links        which link a claim belongs to
claims       rows of claims to links and evidence
notes        what a note holds: numbers, origin, remarks
figures      numbers in notes and in tables
disagreements  questions on which sources differ
origins      which cell a statement came from
importer     the whole way, all or nothing, with an account of every row
checking     the same way without writing: wrong cells as findings
"""
