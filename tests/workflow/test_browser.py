"""The page in a real browser, opened from the file system as its readers do."""

import http.server
import re
import runpy
import shutil
import threading
from functools import partial

import pytest

from cdfc.pipeline import everything_from_raw, page_material
from cdfc.settings import configuration
from recompute.files import read_csv
from recompute.page import build
from recompute.pdf import browser, print_page

from .conftest import ROOT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
BROWSER = browser()
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium browser is installed")
MOST = 3_000_000  # bytes of the page
# What a label would bring into the page if nothing escaped it.
PLANTED = """<img src="x" onerror="document.title = 'run'"><svg onload="document.title = 'run'"></svg>
<script>document.title = "run"</script><iframe srcdoc="<script>parent.document.title = 'run'</script>"></iframe>
<script src="planted.js"></script><a id="planted" href="javascript:void(document.title = 'run')">x</a>
<base href="https://example.org/"><form action="https://example.org/"><button id="send">x</button></form>
<p id="styled" style="color: red"></p><link rel="stylesheet" href="https://example.org/x.css">"""
TABLE_14 = "tableau_14.granted[year=2008]"


@pytest.fixture(scope="module")
def chromium():
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def built(new_copy):
    made = new_copy()
    made.run("--cores", "2", paper=True)
    return made


@pytest.fixture(scope="module")
def index(built):
    return built.folder / "report/index.html"


@pytest.fixture
def opened(chromium, index):
    """A function that opens the page, and fails the test if the page did what it must not."""
    contexts, wrong = [], []

    def at(fragment="", width=1400, file=index, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith("file:") else None)
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda r: wrong.append(r.url))
        page.goto(file.as_uri() + fragment)
        if options.get("java_script_enabled", True) and file.name == "index.html":
            page.wait_for_selector("html[data-ready]")
        return page

    yield at
    for context in contexts:
        context.close()
    assert wrong == []


def rows(page):
    return page.locator("#ledger tbody tr:visible")


def counted(page, *, below):
    """Wait until fewer rows are shown; the page's policy keeps Playwright from waiting by itself."""
    for _ in range(500):
        if int(page.inner_text("#count")) < below:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.inner_text('#count')} rows are shown, {below} or more")


@pytest.fixture
def ledger(built):
    return read_csv(built.folder / "data/processed/audit/printed_numbers.csv")


def test_it_opens_with_the_answer(opened, ledger):
    page = opened()
    answer = page.inner_text("main").partition("Constats\n")[0]
    verdicts = [row["verdict"] for row in ledger]
    bad = verdicts.count("contradicted") + verdicts.count("inconsistent")
    assert f"{bad} ne tiennent pas" in answer
    assert f"1\u202f{len(verdicts) - 1000:03} nombres imprimés" in answer


def test_search_and_filters_together(opened):
    page = opened()
    everything = rows(page).count()
    page.fill("#filter input", "APD Chine 2008")
    counted(page, below=everything)
    shown = rows(page).all_inner_texts()
    assert shown
    assert all("APD" in text and "Chine" in text for text in shown)
    page.fill("#filter input", "")
    page.select_option("#filter select >> nth=0", "contradicted")
    playwright.expect(page.locator("#count")).to_have_text("31")
    assert all("contredit" in text for text in rows(page).all_inner_texts())
    page.select_option("#filter select >> nth=1", "Tableau 1")
    counted(page, below=31)
    assert all("Tableau 1 " in text for text in rows(page).all_inner_texts())
    page.fill("#filter input", "no such word")
    playwright.expect(page.locator("#count")).to_have_text("0")


def test_a_line_and_an_amount_are_found_as_printed_or_plain(opened):
    page = opened()
    for written in ("420 780", "420780", "3716"):
        page.fill("#filter input", written)
        counted(page, below=20)
        assert any("420" in text for text in rows(page).all_inner_texts())


def test_sorting_by_each_column_both_ways(opened):
    page = opened()
    for column, name in enumerate(("Ligne", "Imprimé", "Recalculé", "Verdict", "Ce que c'est")):
        head = page.locator(f"#ledger thead th:nth-child({column + 1})")
        head.get_by_role("button", name=name).click()
        assert head.get_attribute("aria-sort") == "ascending"
        head.get_by_role("button", name=name).click()
        assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Ligne").click()
    lines = [int(text) for text in page.locator("#ledger tbody td:first-child").all_inner_texts()]
    assert lines == sorted(lines)


def test_a_number_opens_its_passport_and_that_leads_on(opened):
    page = opened()
    page.locator("#tableau_14 a", has_text="-42,3%").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text("243\u202f000 ÷ 420\u202f780").first.wait_for()
    assert "evaluation_2011/tableau_14.csv:5:change" in panel.inner_text()
    assert "evaluation_2011/tableau_14.csv:3:granted" in panel.inner_text()
    assert page.url.endswith("#tableau_14.change[year=total]")
    panel.locator("a", has_text="104\u202f000").first.click()
    panel.get_by_text("tableau_14.granted[year=2008]").first.wait_for()
    page.go_back()
    panel.get_by_text("tableau_14.change[year=total]").first.wait_for()


def test_a_passport_has_its_own_link(opened):
    page = opened(f"#{TABLE_14}")
    page.get_by_role("dialog").get_by_text("104\u202f000").first.wait_for()


def test_keyboard_alone_opens_and_closes_a_passport(opened):
    page = opened()
    link = page.locator("#tableau_14 table a").first
    link.focus()
    page.keyboard.press("Enter")
    playwright.expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert link.evaluate("link => link == document.activeElement")


def test_the_language_switch_keeps_the_passport_open(opened):
    page = opened(f"#{TABLE_14}")
    panel = page.get_by_role("dialog")
    panel.get_by_role("link", name="English").click()
    panel.get_by_text("Line 3714 of the evaluation").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "do not hold" in page.inner_text("main")
    panel.get_by_role("link", name="Français").click()
    panel.get_by_text("Ligne 3714 de l'évaluation").wait_for()


def test_no_french_is_left_on_the_english_page(opened, index):
    page = opened(file=index.parent / "en/index.html")
    text = page.inner_text("main")
    for word in ("imprimé", "recalculé", "Ligne", "Constats", "retrouvé", "cohérent", "Ce qui"):
        assert word not in text


@pytest.mark.parametrize("width", [360, 1400])
def test_the_page_never_scrolls_sideways(opened, index, width):
    for file in (index, index.parent / "en/index.html", index.parent / "passports/tableau_14.html"):
        page = opened(width=width, file=file)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page = opened(f"#{TABLE_14}", width=width)
    page.get_by_role("dialog").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def obstacles(page, **where):
    """What stands in the way of readers with a disability, each with the place where it begins."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, **where).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]


@pytest.mark.parametrize("name", ["index.html", "en/index.html", "passports/tableau_01.html"])
def test_nothing_serious_stands_in_the_way_of_readers_with_a_disability(opened, index, name):
    assert obstacles(opened(file=index.parent / name)) == []


def test_an_open_passport_is_accessible_too(opened):
    page = opened(f"#{TABLE_14}")
    page.get_by_role("dialog").wait_for()
    assert obstacles(page, context="#panel") == []


def test_all_is_readable_without_javascript(opened, ledger):
    page = opened(java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    assert rows(page).count() == len(ledger)
    page.locator("#tableau_14 a", has_text="-42,3%").first.click()
    passport = page.locator("article:target")
    assert "243\u202f000 ÷ 420\u202f780" in passport.inner_text()
    page.get_by_role("link", name=re.compile("Retour")).click()
    page.get_by_role("link", name="English").click()
    assert "do not hold" in page.inner_text("main")


def test_the_page_leads_to_the_passport_of_every_number(index, ledger):
    led_to = re.findall(r'href="passports/[^"#]+#([^"]+)"', index.read_text("utf-8"))
    assert set(led_to) >= {row["id"] for row in ledger}


def test_the_page_stays_small_with_ten_times_the_numbers(index):
    assert index.stat().st_size < MOST
    enlarged = runpy.run_path(str(ROOT / "benchmarks/page.py"))["enlarged"]
    material = enlarged(page_material(everything_from_raw(configuration()), []), 10)
    drawings = sum(path.stat().st_size for path in (index.parents[1] / "figures").glob("*.csv"))
    assert len(build(material, "fr")["index.html"].encode()) + 2 * drawings < MOST


def test_the_pdf_has_every_finding_and_every_table(built):
    from pypdf import PdfReader

    pages = PdfReader(built.folder / "report/audit.pdf").pages
    assert all(abs(float(page.mediabox.width) - 595) < 1 for page in pages)  # A4
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for file, heading in (("findings", "finding"), ("exhibits", "printed_label")):
        found = read_csv(built.folder / f"data/processed/audit/{file}.csv")
        assert [row[heading] for row in found if f"{row[heading]} ·" not in text] == []


def test_links_are_numbered_notes_on_paper(opened):
    page = opened()
    page.emulate_media(media="print")
    notes = page.locator(".paper li").all_inner_texts()
    links = page.locator("a.note")
    numbers = [int(n) for n in links.evaluate_all("all => all.map(a => a.dataset.n)")]
    assert numbers == list(range(1, len(notes) + 1))
    texts = links.all_inner_texts()
    assert all(note.endswith(text) for note, text in zip(notes, texts, strict=True))


def test_no_column_is_cut_on_paper(opened):
    page = opened(width=688)  # A4 within the margins, at 96 dots an inch
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    wide = page.evaluate(
        "[...document.querySelectorAll('table')].filter(t => t.getBoundingClientRect().right > 689)"
        ".map(t => t.closest('section')?.id ?? t.id ?? t.textContent.slice(0, 60))"
    )
    assert wide == []


def test_the_pdf_is_the_same_every_time(index, built, tmp_path):
    print_page(index, tmp_path / "again.pdf", BROWSER)
    assert (tmp_path / "again.pdf").read_bytes() == (built.folder / "report/audit.pdf").read_bytes()


@pytest.fixture
def planted(index, tmp_path):
    """A function that plants in a page of a copy of the report, below a mark; the page's file."""
    report = shutil.copytree(index.parent, tmp_path / "report")

    def plant(name, mark, text):
        file = report / name
        page = file.read_text("utf-8")
        assert mark in page
        file.write_text(page.replace(mark, mark + text, 1), "utf-8")
        (file.parent / "planted.js").write_text("document.title = 'run'", "utf-8")
        return file

    return plant


@pytest.mark.parametrize("name", ["index.html", "passports/tableau_14.html"])
def test_what_is_planted_in_a_page_is_not_run(chromium, planted, name):
    file = planted(name, "</h1>", PLANTED)
    title = re.search("<title>(.*?)</title>", file.read_text("utf-8"))[1]
    page, requests = chromium.new_page(), []
    page.on("requestfinished", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    page.locator("#planted").dispatch_event("click")
    page.wait_for_timeout(200)
    assert page.title() == title
    colour = page.locator("#styled").evaluate("p => getComputedStyle(p).color")
    assert colour != "rgb(255, 0, 0)"
    assert page.url.partition("#")[0] == file.as_uri()
    page.locator("#send").dispatch_event("click")
    page.wait_for_timeout(200)
    assert [url for url in requests if not url.startswith("file:")] == []
    page.close()


def test_what_is_planted_in_a_passport_is_not_run_beside_the_text(chromium, planted):
    plant = '<p><img src="x" onerror="document.title = \'run\'">'
    passport = planted("passports/tableau_14.html", f'id="{TABLE_14}">', plant)
    page = chromium.new_page()
    page.goto(f"{(passport.parents[1] / 'index.html').as_uri()}#{TABLE_14}")
    page.locator("#panel img").wait_for(state="attached")
    page.wait_for_timeout(200)
    assert page.title() != "run"
    page.close()


def test_served_over_http_the_page_is_whole_too(chromium, built):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = partial(Quiet, directory=built.folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page, wrong = chromium.new_page(), []
        page.on("console", lambda m: wrong.append(m.text) if "Policy" in m.text else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/report/index.html#{TABLE_14}")
        page.get_by_role("dialog").get_by_text("104\u202f000").first.wait_for()
        assert page.evaluate("[...document.images].every(image => image.naturalWidth)")
        page.close()
        server.shutdown()
    assert wrong == []


def test_pictures_are_shown_from_the_file_system(opened):
    assert opened().evaluate("[...document.images].every(image => image.naturalWidth)")
