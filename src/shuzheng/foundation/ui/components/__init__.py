"""The components as template tags: inline words, blocks, lists of values, tables, filters.

Small ones are written here in Python because a page shows hundreds of them; larger ones are
partials in `templates/foundation/components/`. Each is shown once on /styleguide.
"""
