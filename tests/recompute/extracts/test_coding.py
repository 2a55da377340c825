import pytest
from babel import Locale
from hypothesis import example, given
from hypothesis import strategies as st

from recompute.extracts.authorities import Authorities, Place
from recompute.extracts.coding import (
    NO_COUNTRY,
    country_coder,
    fold,
    folded,
    several,
    vocabulary_coder,
)

THEMES = {
    "teaching": ["Éducation, enseignement, formation", "Éducation"],
    "health": ["Santé"],
    "sport": ["Sport", "Sports"],
}
COUNTRIES = {
    "CD": ["RDC", "Zaïre", "Congo (RDC)"],
    "CG": ["Congo"],
    "zone:all": ["Monde", "Tous pays"],
}
WORDS = {
    "region": ["Région", "Conseil régional", "CR"],
    "departement": ["Département de", "Conseil général", "CG"],
    "ville": ["Ville de", "Commune", "Mairie"],
    "agglomeration": [
        "Agglomération de",
        "Communauté urbaine",
        "… Métropole",
        "… Communauté urbaine",
    ],
    "agglomeration/communes": ["Communauté de communes de", "CC"],
}
PLACES = [
    Place("region", "", "Alsace", "d'Alsace"),
    Place("region", "", "Rhône-Alpes", "de Rhône-Alpes"),
    Place("region", "03", "Guyane", "de la Guyane"),
    Place("region", "52", "Pays de la Loire", "des Pays de la Loire"),
    Place("departement", "42", "Loire", "de la Loire"),
    Place("departement", "43", "Haute-Loire", "de la Haute-Loire"),
    Place("departement", "48", "Lozère", "de la Lozère"),
    Place("departement", "86", "Vienne", "de la Vienne"),
    Place("departement", "973", "Guyane", "de la Guyane"),
    Place("ville", "", "Hyères", "d'Hyères"),
    Place("ville", "", "La Roche-sur-Yon", "de La Roche-sur-Yon"),
    Place("ville", "", "Le Havre", "du Havre"),
    Place("ville", "", "Lille", "de Lille"),
    Place("ville", "", "Saint-Étienne", "de Saint-Étienne"),
    Place("ville", "", "Vienne", "de Vienne"),
    Place("ville", "", "Ville-d'Avray", "de Ville-d'Avray"),
]
KNOWN = {
    "departement": {"Lozère": ["Gévaudan"]},
    "agglomeration": {"Agglomération de Lyon": ["Grand Lyon"], "Plaine Commune": []},
}
authorities = Authorities(WORDS, PLACES, ["region", "departement"], KNOWN)
country = country_coder(COUNTRIES)


@pytest.mark.parametrize(
    "spellings",
    [
        ["Côte d'Ivoire", "COTE D’IVOIRE", "  Côte-d'Ivoire ", "côte\u00a0d ivoire"],
        ["Viêt Nam", "VIET-NAM", "Viet\u2011Nam", "Vie\u0302t Nam"],
        ["R.P.C.", "RPC", "R.P.C"],
        ["Cœur", "COEUR"],
        ["Rép. pop. de", "rep pop de"],
        ["Saint\u00ad-Étienne", "\ufeffsaint etienne"],
    ],
)
def test_spellings_that_fold_to_one(spellings):
    assert len(set(map(fold, spellings))) == 1


@given(st.text())
@example("㏔ ™ ﬃ ß İ ŉ")
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_a_vocabulary_knows_its_spellings_and_codes_and_nothing_else():
    theme = vocabulary_coder(THEMES)
    assert theme("EDUCATION") == theme("teaching") == "teaching"
    assert theme("Santés") is None
    assert theme("") is theme("—") is None


def test_a_spelling_that_stands_for_two_codes_is_refused():
    with pytest.raises(ValueError, match=r"« sante » stands for health and for sport"):
        folded({"health": ["Santé"], "sport": ["sante"]})
    with pytest.raises(ValueError, match="« Brésil »"):
        country_coder({"AR": ["Brésil"]})


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Santé ; sport", ["health", "sport"]),
        ("Éducation, enseignement, formation", ["teaching"]),
        ("Sport, éducation, enseignement, formation/Santé", ["sport", "teaching", "health"]),
        ("Santé|Santé", ["health"]),
        ("Santé,", ["health"]),
        ("Santé, à préciser", None),
        (" ; ", None),
        ("", None),
    ],
)
def test_a_label_that_lists_several(label, codes):
    assert several(label, vocabulary_coder(THEMES)) == codes


def test_every_french_name_of_a_country_means_that_country():
    names = Locale("fr").territories
    for code, name in names.items():
        if code.isalpha() and code not in NO_COUNTRY:
            assert country(name) == country(code) == country(name.upper()) == code
    assert not any(country(names[code]) for code in NO_COUNTRY if code in names)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Niger", "NE"),
        ("Nigéria", "NG"),
        ("Guinée", "GN"),
        ("Guinée-Bissau", "GW"),
        ("GUINEE EQUATORIALE", "GQ"),
        ("République dominicaine", "DO"),
        ("Dominique", "DM"),
        ("Congo", "CG"),
        ("Congo-Brazzaville", "CG"),
        ("Congo (RDC)", "CD"),
        ("R.D.C.", "CD"),
        ("Zaïre", "CD"),
        ("La Chine", "CN"),
        ("CHN", "CN"),
        ("cn", None),
        ("NA", "NA"),
        ("Namibie", "NA"),
        ("Cambodia", "KH"),
        ("Monde", "zone:all"),
        ("zone:all", "zone:all"),
        ("Corée", None),
        ("Nigérie", None),
        ("Union européenne", None),
        ("", None),
    ],
)
def test_countries_that_are_easily_taken_for_others(label, code):
    assert country(label) == code


@pytest.mark.parametrize(
    ("name", "code", "labels"),
    [
        ("Région Alsace", "", ["Conseil régional d'Alsace", "REGION ALSACE", "Alsace (région)", "CR Alsace", "Alsace", "Région d’Alsace", "Alsace (conseil régional d')", "Alsace - Région"]),
        ("Région Pays de la Loire", "52", ["Conseil régional des Pays de la Loire", "Pays-de-la-Loire"]),
        ("Département de la Lozère", "48", ["Conseil général de la Lozère", "CG 48", "CG48", "LOZERE", "Lozère (La)", "Lozère (48)", "Lozère (Département de la)", "Département Lozère", "Gévaudan", "Conseil général de Lozère"]),
        ("Département de la Haute-Loire", "43", ["Conseil général de Haute-Loire", "Haute Loire"]),
        ("Département de la Loire", "42", ["CG Loire", "Loire"]),
        ("Ville de Lille", "", ["Mairie de Lille", "COMMUNE DE LILLE", "Lille (ville de)", "Lille, ville"]),
        ("Ville du Havre", "", ["Ville de Le Havre", "MAIRIE DU HAVRE", "Havre (Le) (ville)"]),
        ("Ville de La Roche-sur-Yon", "", ["VILLE DE LA ROCHE SUR YON", "Mairie de la Roche sur Yon"]),
        ("Ville d'Hyères", "", ["ville d'hyeres"]),
        ("Ville de Saint-Étienne", "", ["COMMUNE DE ST ETIENNE", "Mairie de St-Étienne"]),
        ("Agglomération de Lille", "", ["Communauté urbaine de Lille", "Lille Métropole Communauté Urbaine", "LILLE METROPOLE", "Lille (communauté urbaine de)"]),
        ("Agglomération de Lyon", "", ["Grand Lyon", "Le Grand Lyon", "Communauté urbaine du Grand Lyon"]),
        ("Communauté de communes de Lille", "", ["CC de Lille"]),
    ],
)  # fmt: skip
def test_spellings_of_one_authority(name, code, labels):
    for label in (name, *labels):
        found = authorities(label)
        assert (found.name, found.code) == (name, code), label


def test_authorities_of_one_name_are_never_merged():
    written = [
        *["Vienne", "Ville de Vienne", "Département de la Vienne", "Agglomération de Vienne"],
        *["Guyane", "Région Guyane", "Département de la Guyane", "Loire", "Haute-Loire"],
        *["Lille", "Ville de Lille", "Lille Métropole", "Communauté de communes de Lille"],
        *["Ville de Lille et Région Rhône-Alpes", "Région Rhône-Alpes", "Ville-d'Avray"],
    ]
    assert len({authorities(label).name for label in written}) == len(written)


@pytest.mark.parametrize(
    ("label", "level", "name"),
    [
        ("LILLE", "", "Lille"),
        ("LILLE", "ville", "Ville de Lille"),
        ("LILLE", "agglomeration", "Agglomération de Lille"),
        ("Vienne", "departement", "Département de la Vienne"),
        ("Guyane", "region", "Région Guyane"),
        ("Le Havre", "ville", "Ville du Havre"),
        ("Ville de Lille", "region", "Ville de Lille"),
        ("Arnac Pompadour", "ville", "Ville d'Arnac-Pompadour"),
        ("Arnac-Pompadour", "", "Arnac Pompadour"),
        ("Ville-d'Avray", "ville", "Ville de Ville-d'Avray"),
        ("Lille (centre)", "ville", "Ville de Lille-Centre"),  # what no level is called is a name
    ],
)
def test_a_name_without_words_takes_the_level_of_its_row(label, level, name):
    assert authorities(label, level).name == name


@pytest.mark.parametrize(
    "label",
    ["", "-", "n.d.", "Région", "Conseil général", "R\ufffdgion Alsace", "RÃ©gion Alsace"],
)
def test_what_names_no_authority(label):
    assert authorities(label) is None


PARTS = st.sampled_from(
    [*(word for words in WORDS.values() for word in words), "de", "du", "des", "d'", "l'", "la", "le",
     "Lille", "Vienne", "LOZERE", "Guyane", "(ville)", ", la", "- région", "48", "et", "Grand Lyon", "Évry"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=5).map(" ".join) | st.text(), st.sampled_from(["", *WORDS]))
def test_the_normal_form_is_its_own_normal_form(label, level):
    found = authorities(label, level)
    if found:
        again = authorities(found.name)
        assert again.name == found.name
        assert again.level in (found.level, "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"places": [*PLACES, Place("ville", "59", "Lille", "de Lille")]}, "« Lille » stands for two places"),
        ({"words": WORDS | {"agglomeration": ["Agglomération de", "Mairie"]}}, "« Mairie » stands for two levels"),
        ({"known": {"agglomeration": {"Agglomération de Lyon": ["GL"], "Agglomération de Lens": ["GL"]}}}, "« GL » stands for two authorities"),
    ],
)  # fmt: skip
def test_names_that_would_be_two_things_are_refused(changed, said):
    given = {"words": WORDS, "places": PLACES, "alone": ["region", "departement"], "known": KNOWN}
    with pytest.raises(ValueError, match=said):
        Authorities(**given | changed)


def test_words_of_two_levels_around_a_name_tell_neither():
    found = authorities("Ville de Lille Métropole")
    assert (found.name, found.level) == ("Ville de Lille Métropole", "")
    assert authorities("Communauté urbaine de Lille Métropole").name == "Agglomération de Lille"


def test_a_name_keeps_its_article_after_de():
    assert authorities("CC des Sablons").name == "Communauté de communes des Sablons"
    assert authorities("CC du Sablon").name == "Communauté de communes du Sablon"
