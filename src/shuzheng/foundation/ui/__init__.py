"""The look as parts: shells, components, lists and forms that every page is built from.

A page author reads docs/pages.md and looks at /styleguide. Components are template tags
(`templatetags/ui.py`, a builtin: no `{% load %}`); what they draw are the values in `parts`.
"""
