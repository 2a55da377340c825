"""Section 5.2.2: attendance at the three Rencontres."""

from recompute.measure import Measure, between, column, growth

bodies, persons = column("tableau_10.bodies"), column("tableau_10.persons")
elected = column("tableau_10_elected.elected")
everyone = persons.where(participants=("authorities", "other"))
bordeaux = everyone.where(meeting="bordeaux_2007").sum()
chinese, french_at_least = (
    column("l3123.bordeaux_chinese").sum(),
    column("l3123.bordeaux_french").sum(),
)

# fmt: off
MEASURES = [
    # Economic and educational bodies are parts of the others.
    *(
        Measure(
            f"meetings.{unit}_at_most", between(0, cells.where(participants="other").sum() - cells.where(participants=f"other/{beside}").sum()),
            unit, "Nombre possible parmi les autres organismes", [f"meeting,participants=other/{kind}"], "tableau_10",
        )
        for unit, cells in (("bodies", bodies), ("persons", persons))
        for kind, beside in (("economic", "educational"), ("educational", "economic"))
    ),
    Measure("meetings.bodies", bodies.sum(), "bodies", "Organismes présents", ["meeting"], "tableau_10"),
    Measure("meetings.persons", persons.sum(), "persons", "Personnes présentes", ["meeting"], "tableau_10"),
    Measure(
        "meetings.share_of_persons", persons.sum() / everyone.sum(), "%",
        "Part des personnes présentes", ["participants,meeting"], "tableau_10",
    ),
    Measure("meetings.elected_share", elected.sum() / everyone.sum(), "%", "Part des élus ou responsables dans toutes les personnes présentes", ["meeting"], "tableau_10"),
    Measure("meetings.elected_share_of_authorities", elected.sum() / persons.where(participants="authorities").sum(), "%", "Part des élus ou responsables dans les personnes des collectivités", ["meeting"], "tableau_10"),
    Measure(
        "meetings.growth_to_bordeaux", growth(bordeaux, everyone.where(meeting="wuhan_2005").sum()), "%",
        "Évolution des présents, 2005 à 2007", exhibit="tableau_10",
    ),
    Measure(
        "meetings.growth_to_nankin", growth(everyone.where(meeting="nankin_2010").sum(), bordeaux), "%",
        "Évolution des présents, 2007 à 2010", exhibit="tableau_10",
    ),
    # « Plus de » may govern the Chinese too: of both only lower bounds are sure, and the total.
    Measure("meetings.french_2007", between(0, bordeaux - chinese), "persons", "Participants français possibles, Bordeaux 2007", exhibit="tableau_10"),
    Measure(
        "meetings.french_over_chinese_2007", between(french_at_least / (bordeaux - french_at_least), (bordeaux - chinese) / chinese), "ratio",
        "Participants français rapportés aux chinois, Bordeaux 2007", exhibit="tableau_10",
    ),
]
