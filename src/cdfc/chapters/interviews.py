"""Who was met (2.3.2, annexes I to L), and what authorities spend on China (6.3.2, annexe N)."""

from recompute.measure import Column, Expression, Measure, between, column

persons, bodies = column("tableau_01.persons"), column("tableau_01.bodies")
by = ["interview_kind", "side", ""]

# The interview lists. A person or a body listed again has one code: told apart by code it counts
# once, row by row twice. The report does not say which it did, so both are admitted.
met = {"met": "yes"}
listed, organisations = (
    column("interviews.person").where(**met),
    column("interviews.body").where(**met),
)
printed_bodies = column("interviews.organisation").where(**met)
# Which lists are the « institutional » ones is not said; without those of the French offices in
# China and of other contacts they are fewest.
CORE = tuple(f"tableau_{n}" for n in (28, 29, 31, 32, 33))
institutional = {"interview_kind": "institutional", "side": "french"}
FRENCH = ("pilot", "authorities", "case_studies")

staff = column("tableau_22b_numbers.number").where(office_item=("staff", "more_staff"))
cost = column("tableau_22b_numbers.number").where(office_item="cost")
vie_per_theme = column("l4321.aquitaine_vie_per_theme")
items = column("lists.item")


def sides(column: Column) -> Expression:
    """The printed totals of the two sides, added up."""
    return column.where(interview_kind="total", side=("chinese", "french")).sum()


def part(of: str, *names: str) -> Column:
    """The printed parts of a number of staff, added up."""
    return column("tableau_22b_numbers.number").where(office_item=tuple(f"{of}/{n}" for n in names))


# fmt: off
MEASURES = [
    Measure("interviews.persons", persons.sum(), "persons", "Personnes rencontrées", by, "tableau_01"),
    Measure("interviews.bodies", bodies.sum(), "bodies", "Organismes rencontrés, doubles compris", by, "tableau_01"),
    Measure("interviews.persons_by_side", sides(persons), "persons", "Personnes rencontrées, totaux des deux côtés", exhibit="tableau_01"),
    Measure("interviews.bodies_by_side", sides(bodies), "bodies", "Organismes rencontrés, totaux des deux côtés", exhibit="tableau_01"),
    Measure("interviews.persons_per_body", persons.sum() / bodies.sum(), "ratio", "Personnes par organisme", by, "tableau_01"),
    *(
        measure
        for n in range(27, 44)
        for measure in (
            Measure("interviews.list_persons", listed.distinct(), "persons", "Personnes listées et rencontrées", [f"exhibit=tableau_{n}", f"side,exhibit=tableau_{n}"], f"tableau_{n}"),
            Measure("interviews.list_bodies", organisations.distinct(), "bodies", "Organismes listés et rencontrés", [f"exhibit=tableau_{n}", f"side,exhibit=tableau_{n}"], f"tableau_{n}"),
        )
    ),
    Measure("interviews.all_listed_persons", listed.distinct(), "persons", "Personnes de toutes les listes, chacune une fois", ["", "side"], "tableau_01"),
    Measure("interviews.all_listed_bodies", organisations.distinct(), "bodies", "Organismes de toutes les listes, chacun une fois", ["", "side"], "tableau_01"),
    *(
        measure
        for kind, side in (*((kind, "french") for kind in FRENCH), ("case_studies", "chinese"))
        for key in ([f"interview_kind={kind},side={side}"],)
        for measure in (
            Measure("interviews.listed_persons", between(listed.distinct(), listed.count()), "persons", "Personnes des listes, doubles comptés une fois ou deux", key, "tableau_01"),
            Measure("interviews.listed_bodies", between(organisations.distinct(), printed_bodies.count()), "bodies", "Organismes des listes, doubles comptés une fois ou autant qu'imprimés", key, "tableau_01"),
        )
    ),
    Measure("interviews.listed_persons", between(listed.where(exhibit=CORE, **institutional).distinct(), listed.where(**institutional).count()), "persons", "Personnes des listes, selon les listes prises", ["interview_kind=institutional,side=french"], "tableau_01"),
    Measure("interviews.listed_bodies", between(organisations.where(exhibit=CORE, **institutional).distinct(), printed_bodies.where(**institutional).count()), "bodies", "Organismes des listes, selon les listes prises", ["interview_kind=institutional,side=french"], "tableau_01"),
    Measure("lists.length", items.count(), "items", "Éléments de la liste annoncée", ["list"]),
    Measure("steering.members", column("tableau_26.member").count(), "persons", "Personnes du Comité de pilotage", exhibit="tableau_26"),
    Measure("steering.organisations", column("tableau_26.organisation").distinct(), "bodies", "Organismes du Comité de pilotage", exhibit="tableau_26"),
    Measure("case_studies.number", column("tableau_03.case").distinct(), "cases", "Études de cas", exhibit="tableau_03"),
    Measure("case_studies.partners", column("tableau_03.body").count(), "bodies", "Partenaires des études de cas", ["case_study,side", "side"], "tableau_03"),
    Measure("visited.authorities", column("tableau_02.authority").count(), "authorities", "Collectivités visitées", exhibit="tableau_02"),
    Measure(
        "resources.china_share", column("tableau_21.china").sum() / column("tableau_21.budget").sum(), "%",
        "Part de la Chine dans le budget d'intervention (nombres imprimés pris pour exacts)", ["authority"], "tableau_21",
    ),
    Measure("offices.number", column("tableau_22b.name").count(), "offices", "Bureaux en Chine décrits", exhibit="tableau_22b"),
    Measure("offices.cities", column("tableau_22b.city").distinct(), "cities", "Villes de bureaux imprimées", exhibit="tableau_22b"),
    Measure("offices.staff_printed", staff.sum(), "persons", "Personnes des bureaux dont l'effectif est imprimé", exhibit="tableau_22b"),
    Measure("offices.staff", staff.sum(), "persons", "Personnes du bureau", ["authority=auvergne", "authority=le_havre", "authority=montpellier"], "tableau_22b"),
    Measure("offices.staff_parts", part("staff", "french", "chinese").sum(), "persons", "Personnes du bureau, par leurs parts", ["authority=pays_de_la_loire"], "tableau_22b"),
    Measure("offices.more_staff_parts", part("more_staff", "french_speaking", "english_speaking").sum(), "persons", "Autres personnes du bureau, par leurs parts", ["authority=montpellier"], "tableau_22b"),
    Measure("offices.yearly_cost", cost.where(authority="le_havre").sum() * 12, "EUR", "Coût mensuel du bureau du Havre, sur un an", ["authority=le_havre"], "tableau_22b"),
    Measure("offices.aquitaine_vie", vie_per_theme.sum() * items.where(list="aquitaine_domains").count(), "persons", "VIE d'Aquitaine, par thématique et en tout", exhibit="tableau_21"),
]
