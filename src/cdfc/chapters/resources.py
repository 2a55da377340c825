"""Section 6.3.2: what the authorities spend on cooperation, and on China."""

from recompute.measure import Measure, column

# fmt: off
MEASURES = [
    Measure(
        "resources.china_share", column("tableau_21.china").sum() / column("tableau_21.budget").sum(), "%",
        "Part de la Chine dans le budget d'intervention", ["authority"], "tableau_21",
    ),
]
