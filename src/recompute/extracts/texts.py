"""The bytes of a supplied text: its encoding, its first lines, how many there are, its faults."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

import numpy as np

from ..dialect import LONGEST, MARKS, lines, records
from ..errors import InputError

FIRST_BYTES, FIRST_ROWS = 1 << 20, 10_000  # what separator and header are decided on
CHUNK = 1 << 18  # stays in the cache of a processor
LINE_END = ord("\n")
# DuckDB drops spaces outside the quotes of a cell, which are part of it as written.
SPACED_QUOTE = re.compile(rb'(?:^|[;,\t\r\n]) +"|" +(?:[;,\t\r\n]|$)')
END = "\0"  # no line of a text, since NUL bytes are refused
ENCODINGS = "UTF-8, cp1252, or UTF-16 with its mark"
BEYOND_ASCII = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|[\x80-\xff]"
)  # a sign of UTF-8, or a byte that is none


def head(path: Path, called: str) -> tuple[str, str]:
    """The first lines of a text, and its encoding. Raises UnicodeDecodeError if it is not UTF-8."""
    with path.open("rb") as stream:
        start = stream.read(FIRST_BYTES) + stream.readline(LONGEST)
        if not {*b"\r\n"} & {*start} and stream.read(1):
            raise _too_long(called, 1)
    encoding = next((e for mark, e in MARKS.items() if start.startswith(mark)), "utf-8")
    said = codecs.getincrementaldecoder("utf-8-sig")().decode(start)[:LONGEST]
    if END in said:
        raise _binary(called, said.count("\n", 0, said.index(END)) + 1)
    return "".join(islice(lines(said), FIRST_ROWS)), encoding


@dataclass(frozen=True)
class Survey:
    """What a pass over the bytes of a text finds.

    `lines`: up to the last that is not empty. `is_plain`: lines end alike everywhere, and no quote
    has spaces outside.
    """

    sha256: str
    lines: int
    is_plain: bool


def survey(path: Path, called: str) -> Survey:
    """Pass over the bytes of a text; InputError if one is NUL."""
    sha256 = hashlib.sha256()
    before, filled, is_plain = 0, 0, True
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK) + stream.readline(LONGEST):
            sha256.update(chunk)
            if b"\0" in chunk:
                raise _binary(called, before + chunk.count(b"\n", 0, chunk.index(b"\0")) + 1)
            if b"\r" in chunk:
                is_plain = is_plain and chunk.count(b"\r") == chunk.count(b"\r\n")
            if b'"' in chunk and (b'" ' in chunk or b' "' in chunk):
                is_plain = is_plain and not SPACED_QUOTE.search(chunk)
            # numpy counts what is frequent three times as fast as bytes.count does
            ends = int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == LINE_END))
            full = chunk.rstrip(b"\r\n")
            if full:
                filled = before + ends - chunk.count(b"\n", len(full)) + 1
            before += ends
    return Survey(sha256.hexdigest(), filled, is_plain)


def transcode(path: Path, to: Path, called: str) -> str:
    """Write a text that is not UTF-8 as UTF-8; returns its encoding, as `dialect.decode` has it.

    Raises InputError if it is in no one encoding.
    """
    with path.open("rb") as stream:
        start = stream.read(FIRST_BYTES)
    marked = [encoding for mark, encoding in MARKS.items() if start.startswith(mark)]
    if not marked:
        # What has more signs of UTF-8 than other bytes is UTF-8 with a fault: as cp1252 it would be
        # « AnnÃ©e », and authorities of such names would count as others.
        signs = Counter(bool(sign) for sign in BEYOND_ASCII.findall(start))
        if signs[True] > signs[False]:
            raise _not_utf_8(path, called, "as the rest is")
    elif marked == ["utf-8-sig"]:
        raise _not_utf_8(path, called, "which its first bytes announce")
    for encoding in marked or ["cp1252", "latin-1"]:
        try:
            with (
                path.open(encoding=encoding, newline="") as source,
                to.open("w", encoding="utf-8", newline="") as target,
            ):
                while chunk := source.read(CHUNK):
                    target.write(chunk)
            return encoding
        except UnicodeError:
            continue
    raise InputError(
        called, found=f"bytes that are not {marked[0]}, which its first bytes announce",
        expected=f"a text in one encoding: {ENCODINGS}",
    )  # fmt: skip


def _not_utf_8(path: Path, called: str, why: str) -> InputError:
    """What to say of a file in UTF-8 with a fault."""
    with path.open("rb") as stream:
        texts = enumerate(iter(lambda: stream.readline(LONGEST), b""), 1)
        row = next((number for number, line in texts if not all(BEYOND_ASCII.findall(line))), None)
    return InputError(
        called, row=row, found=f"bytes that are not utf-8, {why}",
        expected=f"a text in one encoding: {ENCODINGS}",
    )  # fmt: skip


def read_records(path: Path, delimiter: str, called: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a text in UTF-8, each with its first line, read in a stream.

    Raises InputError on a line too long to be one, and on a quote that is never closed.
    """
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for line, row in records(chain(_lines(stream, called), [END]), delimiter):
                if row == [END]:
                    return
                yield line, row
    except csv.Error:
        line += 1
    raise InputError(called, row=line, found="a quote that is never closed", expected='a second "')


def _lines(stream: TextIO, called: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise _too_long(called, number)
        yield line


def _too_long(called: str, row: int) -> InputError:
    found = f"a line of more than {LONGEST // 10**6} million signs"
    return InputError(called, row=row, found=found, expected="a row of a table")


def _binary(called: str, row: int) -> InputError:
    return InputError(called, row=row, found="a NUL byte", expected=f"a text in {ENCODINGS}")
