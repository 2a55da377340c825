"""Section 6.1.2: projects by decade."""

from recompute.measure import Measure, column, growth

projects = column("tableau_16.projects")
LENGTHS = {"1981-1990": 10, "1991-2000": 10, "2001-2009": 9}  # years; the last « decade » has nine
PAIRS = list(zip(LENGTHS, list(LENGTHS)[1:], strict=False))


def launched(decade: str):
    """The projects launched in a decade."""
    return projects.where(decade=decade).sum()


# fmt: off
MEASURES = [
    Measure("dynamics.projects", projects.sum(), "projects", "Projets lancés, toutes décennies", exhibit="tableau_16"),
    *(
        Measure(
            "dynamics.projects_per_year", launched(decade) / years, "per year",
            "Projets lancés par an", [f"decade={decade}"], "tableau_16",
        )
        for decade, years in LENGTHS.items()
    ),
    *(
        Measure(
            "dynamics.ratio_to_previous", launched(new) / launched(old), "ratio",
            "Projets, pour un de la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    *(
        Measure(
            "dynamics.growth", growth(launched(new), launched(old)), "%",
            "Évolution depuis la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
    *(
        Measure(
            "dynamics.growth_per_year", growth(launched(new) / LENGTHS[new], launched(old) / LENGTHS[old]), "%",
            "Évolution du rythme annuel depuis la décennie précédente", [f"decade={new}"], "tableau_16",
        )
        for old, new in PAIRS
    ),
]
