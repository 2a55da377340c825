"""Supplied extracts: received, recognised, typed, and counted into cells."""
