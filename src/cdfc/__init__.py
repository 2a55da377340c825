"""The 2011 evaluation of French-Chinese decentralised cooperation: its measures, claims, figures."""
