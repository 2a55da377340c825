"""The bulletin's sums and shares."""

from recompute.measure import Measure, column

loans, revenue = column("tableau_01.loans"), column("tableau_02a.amount")
members = column("tableau_03.amount")

MEASURES = [
    Measure("loans.all", loans.sum(), "loans", "Prêts", ["", "audience", "medium"], "tableau_01"),
    Measure(
        "loans.share",
        loans.sum() / loans.where(medium="*", audience="*").sum(),
        "%",
        "Part des prêts",
        ["medium", "audience"],
        "tableau_01",
    ),
    Measure("revenue.all", revenue.sum(), "EUR", "Recettes", exhibit="tableau_02a"),
    Measure(
        "revenue.without_copies",
        revenue.where(revenue=("fees", "grant")).sum(),
        "EUR",
        "Recettes sans les photocopies",
        exhibit="tableau_02a",
    ),
    Measure(
        "spending.all", column("tableau_02b.amount").sum(), "EUR", "Dépenses", exhibit="tableau_02b"
    ),
    Measure("members.all", members.sum(), "persons", "Inscrits", exhibit="tableau_03"),
    Measure(
        "requests.accepted_share",
        column("tableau_04.granted").sum() / column("tableau_04.requested").sum(),
        "%",
        "Part des demandes acceptées",
        ["period=2003-2004"],
        "tableau_04",
    ),
    Measure(
        "lists.length", column("lists.item").count(), "items", "Éléments de la liste", ["list"]
    ),
]
