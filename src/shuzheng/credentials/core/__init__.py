"""The mathematics and formats of a certificate, and its offline verifier.

No Django, no clock, no files, no chance: what is random or timed comes in as an argument, so that
everything here can be run by somebody who has neither our server nor our database.
"""
