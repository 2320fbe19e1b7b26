"""SPARQL queries taken apart: tokens with their places, the tree of what stands in what, or where and why it ends.

The engine judges queries; it tells neither places nor structure. The grammar is that of the standard, kept as text
(``sparql.ebnf``), and read by one token of look-ahead and without recursion, so that no text is too deep or too slow.
"""
