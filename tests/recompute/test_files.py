import errno
import os
import re
import stat

import pytest

from recompute.errors import InputError
from recompute.files import (
    PARTIAL,
    read_csv,
    read_json,
    replacing,
    write_csv,
    write_json,
    write_text,
)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "new" / "a.txt"
    write_text(path, "one\n")

    def interrupted():
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError, match="interrupted"):
        interrupted()
    assert path.read_text() == "one\n"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_csv_is_utf8_with_unix_line_ends(tmp_path):
    write_csv(tmp_path / "a.csv", ["a", "b"], [["é, à", '"']])
    assert (tmp_path / "a.csv").read_bytes() == 'a,b\n"é, à",""""\n'.encode()
    assert read_csv(tmp_path / "a.csv") == [{"a": "é, à", "b": '"'}]
    write_csv(tmp_path / "a.csv", ["a"], [["two\r\nlines"]])
    assert read_csv(tmp_path / "a.csv") == [{"a": "two\r\nlines"}]


def test_json_has_a_line_for_each_item(tmp_path):
    content = {"a": [{"é": 1}, "b"], "c": [], "d": [2]}
    write_json(tmp_path / "a.json", content)
    lines = ['{"a": [', '{"é": 1},', '"b"', "],", '"c": [', "", "],", '"d": [', "2", "]}", ""]
    assert (tmp_path / "a.json").read_bytes() == "\n".join(lines).encode()
    assert read_json(tmp_path / "a.json") == content


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_file_that_cannot_be_written_is_named_with_what_is_lacking(tmp_path, error):
    def written():
        with replacing(tmp_path / "a.txt"):
            raise OSError(error, os.strerror(error))

    said = re.escape(os.strerror(error).lower())
    with pytest.raises(
        InputError, match=rf"a\.txt: found {said}; expected room, and permission, to write it$"
    ):
        written()
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_may_be_read_by_others(tmp_path):
    write_text(tmp_path / "a.txt", "one\n")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


def test_a_file_that_is_not_yet_whole_has_a_name_of_its_own(tmp_path):
    with replacing(tmp_path / "a.csv") as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.startswith(PARTIAL)
        assert temporary.suffix == ".csv"
