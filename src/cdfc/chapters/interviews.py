"""Section 2.3.2: who was met, by kind of interview, side and unit."""

from recompute.measure import Measure, column

persons, bodies = column("tableau_01.persons"), column("tableau_01.bodies")
by = ["interview_kind", "side", ""]

# fmt: off
MEASURES = [
    Measure("interviews.persons", persons.sum(), "persons", "Personnes rencontrées", by, "tableau_01"),
    Measure("interviews.bodies", bodies.sum(), "bodies", "Organismes rencontrés", by, "tableau_01"),
    Measure("interviews.persons_per_body", persons.sum() / bodies.sum(), "ratio", "Personnes par organisme", by, "tableau_01"),
    Measure("lists.length", column("lists.item").count(), "items", "Éléments de la liste annoncée", ["list"]),
]
