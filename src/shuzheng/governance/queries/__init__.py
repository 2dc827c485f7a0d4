"""Reads of organs and plan: frozen values for pages and other rooms."""
