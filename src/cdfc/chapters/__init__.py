"""The measures, a module for each chapter of the report; each module's `MEASURES` is its list."""
