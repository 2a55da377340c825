"""What the interviews gave: who was met (2.3.2), and what authorities spend on China (6.3.2)."""

from recompute.measure import Measure, column

persons, bodies = column("tableau_01.persons"), column("tableau_01.bodies")
by = ["interview_kind", "side", ""]


def sides(column):
    """The printed totals of the two sides, added up."""
    return column.where(interview_kind="total", side=("chinese", "french")).sum()


# fmt: off
MEASURES = [
    Measure("interviews.persons", persons.sum(), "persons", "Personnes rencontrées", by, "tableau_01"),
    Measure("interviews.bodies", bodies.sum(), "bodies", "Organismes rencontrés, doubles compris", by, "tableau_01"),
    Measure("interviews.persons_by_side", sides(persons), "persons", "Personnes rencontrées, totaux des deux côtés", exhibit="tableau_01"),
    Measure("interviews.bodies_by_side", sides(bodies), "bodies", "Organismes rencontrés, totaux des deux côtés", exhibit="tableau_01"),
    Measure("interviews.persons_per_body", persons.sum() / bodies.sum(), "ratio", "Personnes par organisme", by, "tableau_01"),
    Measure("lists.length", column("lists.item").count(), "items", "Éléments de la liste annoncée", ["list"]),
    Measure(
        "resources.china_share", column("tableau_21.china").sum() / column("tableau_21.budget").sum(), "%",
        "Part de la Chine dans le budget d'intervention (nombres imprimés pris pour exacts)", ["authority"], "tableau_21",
    ),
]
