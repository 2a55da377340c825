"""The one error that a reader of the project's messages should ever meet."""

from __future__ import annotations

from .signs import visible


class InputError(Exception):
    """Something given to the pipeline cannot be trusted.

    Says where it stands (file, physical row, column), what was found and what was expected, so
    that whoever supplied it can mend it without reading the code.
    """

    def __init__(
        self,
        file: object,
        *,
        found: object,
        expected: object,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        self.file, self.row, self.column = str(file), row, column
        self.found, self.expected = str(found), str(expected)
        place = self.file
        place += f", row {row}" if row is not None else ""
        place += f", column {column}" if column is not None else ""
        super().__init__(visible(f"{place}: found {found}; expected {expected}"))
