"""The spellings of codes that the evaluation's extracts may use, and the official names."""

import re

import pytest

from cdfc.coding import Coder, labels
from cdfc.settings import RAW, defined, definitions
from cdfc.supplied import kinds
from recompute.cards import load_yaml
from recompute.extracts.authorities import Place
from recompute.extracts.coding import fold, folded
from recompute.files import digest, read_csv

LABELS, VOCABULARIES = labels(), definitions("vocabularies.yaml")
CLOSED = ["level", "theme", "contract", "decision", "project_kind", "project_status", "yes_no"]
SHARED = ["level", "theme", "contract"]  # with the report's own tables
PLACES = [Place(**row) for row in read_csv(defined("extracts/places.csv"))]
coder = Coder()


@pytest.mark.parametrize("name", CLOSED)
def test_no_spelling_stands_for_two_codes(name):
    assert folded(LABELS[name])


@pytest.mark.parametrize("name", [*CLOSED, "countries", "zones"])
def test_no_spelling_is_listed_twice(name):
    spellings = [(code, fold(label)) for code, labels in LABELS[name].items() for label in labels]
    assert sorted({one for one in spellings if spellings.count(one) > 1}) == []


@pytest.mark.parametrize("name", CLOSED)
def test_codes_and_spellings_are_text(name):
    # YAML takes an unquoted « Oui » for text, but « No » and « 1 » for something else.
    for code, spellings in LABELS[name].items():
        assert all(isinstance(text, str) for text in (code, *spellings)), code


@pytest.mark.parametrize("name", SHARED)
def test_what_readers_are_shown_is_understood(name):
    for code in LABELS[name]:
        assert coder.vocabulary(name)(VOCABULARIES[name][code]["fr"]) == code


@pytest.mark.parametrize("name", ["tableau_06", "tableau_12", "tableau_13"])
def test_what_the_evaluation_prints_is_understood(name):
    columns = load_yaml(RAW / f"evaluation_2011/{name}.yaml")["columns"]
    for column in ("level", "theme"):
        for label, code in columns.get(column, {}).get("labels", {}).items():
            if code != "total":
                assert coder.vocabulary(column)(label) == code


@pytest.mark.parametrize(
    ("name", "label", "code"),
    [
        ("level", "Communauté d’agglomération", "agglomeration"),
        ("level", "Conseil général", "departement"),
        ("level", "COMMUNE", "ville"),
        ("theme", "Agriculture", "rural_development"),
        ("theme", "À préciser", None),
        ("contract", "Appel à projets triennal", "triennial"),
        ("decision", "Non retenu", "refused"),
        ("decision", "À revoir", None),
        ("project_kind", "Jumelage", "twinning"),
        ("project_status", "EN COURS", "ongoing"),
        ("yes_no", "Oui", "yes"),
    ],
)
def test_what_administrations_write_is_understood(name, label, code):
    assert coder.vocabulary(name)(label) == code


@pytest.mark.parametrize(
    ("code", "labels"),
    {
        "CN": "Chine|RPC|R.P.C.|Chine (République populaire de)|Chine, Rép. pop.|CN|CHN|La Chine|People’s Republic of China",
        "TW": "Taïwan|République de Chine",
        "VN": "Viêt Nam|Vietnam|Viet-Nam|VIET NAM",
        "LA": "Laos|RDP Lao|République démocratique populaire lao",
        "KH": "Cambodge|Kampuchéa",
        "MM": "Birmanie|Myanmar|Myanmar (Birmanie)",
        "LK": "Sri Lanka|Ceylan",
        "BF": "Burkina Faso|Haute-Volta",
        "CD": "République démocratique du Congo|RDC|Congo (RDC)|Congo-Kinshasa|Zaïre",
        "CG": "Congo|Congo-Brazzaville",
        "KR": "Corée du Sud|Corée, Rép. de|République de Corée",
        "KP": "Corée du Nord|Corée (République populaire démocratique de)",
        "CI": "Côte d'Ivoire|COTE D IVOIRE",
        "NE": "Niger|Le Niger",
        "NG": "Nigéria|Nigeria",
        "GN": "Guinée|Guinée-Conakry",
        "GW": "Guinée-Bissau",
        "GQ": "Guinée équatoriale",
        "PG": "Papouasie-Nouvelle-Guinée",
        "DO": "République dominicaine",
        "DM": "Dominique",
        "PS": "Palestine|Territoires palestiniens",
        "CV": "Cap-Vert",
        "CZ": "République tchèque|Tchéquie",
        "MK": "Macédoine",
        "RU": "Russie|Fédération de Russie",
        "IR": "Iran|Iran (République islamique d')",
        "NA": "NA|Namibie",
        "BR": "Brésil|BRA|Brésil (République fédérative du)",
        "zone:asia": "Asie|ASIE|Asie, régional",
        "zone:asia/south_east": "Asie du Sud-Est",
        "zone:africa": "Afrique",
        "zone:world": "Monde|Tous pays",
        "zone:several": "Multi-pays",
        None: "Syldavie|Corée|Yougoslavie|URSS|BrÃ©sil|cn",
    }.items(),
)
def test_a_country_or_zone_has_one_code_however_it_is_written(code, labels):
    for label in labels.split("|"):
        assert coder.country(label) == code, label


def test_codes_of_countries_are_iso_codes():
    for code in LABELS["countries"]:
        assert coder.country(code) == code
    assert all(code.startswith("zone:") for code in LABELS["zones"])


def test_asia_is_a_list_of_countries():
    asia = LABELS["asia"]
    assert len(asia) == len(set(asia)) == 50
    assert asia == sorted(asia)
    assert all(coder.country(code) == code for code in asia)


def test_the_official_names_are_those_of_their_card():
    places = defined("extracts/places.csv")
    assert digest(places) == load_yaml(places.with_suffix(".yaml"))["sha256"]


def test_departments_have_codes_and_regions_of_before_2016_only_if_known():
    codes = {
        level: [p.code for p in PLACES if p.level == level] for level in ("region", "departement")
    }
    assert len(codes["departement"]) == len(set(codes["departement"])) == 101
    assert all(re.fullmatch(r"\d[\dAB]|97\d", code) for code in codes["departement"])
    assert codes["region"].count("") == 16
    assert all(place.of for place in PLACES)


@pytest.mark.parametrize(
    "place", [p for p in PLACES if p.level != "ville"], ids=lambda p: f"{p.level} {p.name}"
)
def test_every_region_and_department_is_known_by_its_usual_spellings(place):
    council = {"region": "Conseil régional", "departement": "Conseil général"}[place.level]
    for label in (
        f"{council} {place.of}",
        f"{council.upper()} {place.name.upper()}",
        f"{place.name} ({council})",
    ):
        found = coder.authorities(label)
        assert (found.level, found.code) == (place.level, place.code), label
        assert found == coder.authorities(found.name) == coder.authorities(place.name, place.level)


def test_normal_forms_of_all_official_names_differ():
    found = [coder.authorities(place.name, place.level).name for place in PLACES]
    assert len(set(found)) == len(PLACES)
    assert [coder.authorities(name).name for name in found] == found


def test_every_authority_that_the_evaluation_names_has_a_normal_form():
    named = [labels["fr"] for labels in VOCABULARIES["authority"].values()]
    found = [coder.authorities(label).name for label in named]
    assert len(set(found)) == len(named)
    assert [coder.authorities(name).name for name in found] == found


@pytest.mark.parametrize(
    ("name", "labels"),
    {
        "Région Alsace": "Conseil régional d'Alsace|REGION ALSACE|Alsace (région)|CR Alsace",
        "Région Île-de-France": "Conseil Régional Ile-de-France|Île-de-France|IDF",
        "Région Provence-Alpes-Côte d'Azur": "PACA|Région PACA|PROVENCE ALPES COTE D AZUR",
        "Région Nord-Pas-de-Calais": "Nord - Pas-de-Calais|Conseil régional du Nord Pas de Calais",
        "Région Corse": "Collectivité territoriale de Corse|Corse",
        "Département de la Lozère": "Conseil général de la Lozère|CG 48|Lozère (48)",
        "Département des Côtes-d'Armor": "Côtes-du-Nord|Conseil général des Côtes d'Armor",
        "Ville de Toulouse": "Commune de Toulouse|Mairie de Toulouse|TOULOUSE (ville)",
        "Toulouse": "TOULOUSE",
        "Agglomération de Lille": "Communauté urbaine de Lille|Lille Métropole Communauté Urbaine|LMCU",
        "Agglomération de Cergy-Pontoise": "CA de Cergy Pontoise|Communauté d'agglomération de Cergy-Pontoise",
        "Agglomération de Lyon": "Grand Lyon|Communauté urbaine de Lyon",
        "Agglomération de Brest": "Brest Métropole Océane",
        "Agglomération de Montpellier": "Montpellier Agglomération|CA de Montpellier",
        "Comité de massif des Alpes": "Massif des Alpes",
    }.items(),
)
def test_an_authority_has_one_name_however_it_is_written(name, labels):
    for label in labels.split("|"):
        assert coder.authorities(label).name == name, label


def test_what_is_asked_for_is_what_extracts_have():
    known = kinds()
    asked = definitions("requests.yaml")["requests"]
    of_kinds = [request for request in asked if request["extract"] in known]
    assert len(of_kinds) >= 5
    for request in of_kinds:
        assert set(request["columns"]) <= set(known[request["extract"]].columns)


def test_no_header_stands_for_two_columns_of_a_kind():
    for kind in kinds().values():
        owner = {}
        for column in kind.columns.values():
            for header in (column.name, *column.headers):
                assert owner.setdefault(fold(header), column.name) == column.name, header
