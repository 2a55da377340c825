"""Recompute what a report prints, and say which of its numbers hold.

The engine knows no report: it reads raw files with their cards, evaluates measures in exact
arithmetic, and compares the results with printed strings.
"""
