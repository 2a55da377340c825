"""The measures, a module for each source of numbers; each module's `MEASURES` is its list."""
