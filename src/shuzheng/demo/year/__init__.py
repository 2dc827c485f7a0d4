"""A scripted year of a small province: everybody acts on the day named, and the clock in between.

Who does what is said in tables, one module a subject; what it comes to is in `figures` and, worked
out by hand, in docs/year.md.
"""
