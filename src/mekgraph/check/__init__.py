"""Checking data: syntax, then declared terms, then shapes; every finding names file and line.

>>> from mekgraph.check.findings import Severity
>>> Severity.WARNING < Severity.VIOLATION
True
"""
