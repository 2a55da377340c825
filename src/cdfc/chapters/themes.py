"""Section 6.4.1 and Figure 10: actions by theme, China against Brazil."""

from recompute.measure import Measure, column

actions, printed_share = column("themes.actions"), column("figure_10.share")
in_atlas = column("atlas.count")
rural = printed_share.where(theme="rural_development")
projects = in_atlas.where(item="projects").sum()

# fmt: off
MEASURES = [
    Measure("atlas.all_actions", in_atlas.where(item=("projects", "other_actions")).sum(), "actions", "Projets et autres actions de l'Atlas", ["territory=china"]),
    Measure("themes.share", actions.sum() / projects, "%", "Part de la thématique dans les projets de l'Atlas", ["territory,theme"], "figure_10"),
    Measure("themes.share_of_stated_total", actions.sum() / actions.where(theme="total").sum(), "%", "Part de la thématique dans le total annoncé", ["territory,theme"], "figure_09"),
    Measure("themes.actions_given", actions.sum(), "actions", "Actions dont la thématique est donnée", ["territory"], "figure_09"),
    Measure("themes.actions_not_given", projects - actions.sum(), "actions", "Projets dont la thématique n'est pas donnée", ["territory=china"], "figure_10"),
    Measure("themes.share_given", printed_share.sum(), "%", "Parts données par le texte de la figure", ["territory"], "figure_10"),
    # What neither the counts nor the printed shares say: China's own counts stand first.
    Measure("themes.share_open", (projects - actions.sum()) / projects - rural.sum(), "%", "Part que le texte laisse ouverte", ["territory=china"], "figure_10"),
    Measure("themes.share_open", 1 - printed_share.sum(), "%", "Part que le texte laisse ouverte", ["territory=brazil"], "figure_10"),
]
