"""Figures over everything: it reads what others hold and owns only its summaries."""
