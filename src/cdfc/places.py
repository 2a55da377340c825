"""Temporary."""

ASIA = ("china", "vietnam", "laos", "india")
