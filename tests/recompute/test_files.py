import pytest

from recompute.files import read_csv, replacing, write_csv, write_text


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
