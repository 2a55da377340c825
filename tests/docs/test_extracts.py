import runpy


def test_the_columns_of_the_page_are_those_of_the_kinds_of_extract(root):
    page = (root / "docs/extracts.md").read_text("utf-8")
    written = runpy.run_path(str(root / "docs/columns.py"))["written"]
    assert written(page) == page, "run: python docs/columns.py"
