"""Every parser of a stranger's bytes: it answers or refuses in words, whatever it is given.

The ordinary suite alters files of the corpus a few hundred times (`test_parsers`); `make fuzz`
searches for hours if wanted, guided by what the code covers (`search`).
"""
