"""The 2011 evaluation of French-Chinese decentralised cooperation: measures, claims, figures."""
