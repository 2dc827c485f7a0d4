"""Pages of the figures: dashboards, rows, definitions, the open figures."""
