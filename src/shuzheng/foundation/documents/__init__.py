"""Papers: one typst kit for everything the platform prints.

`papers` holds the shape of each paper and the function that makes it; `compiler` is the only door
to typst; `fonts` knows which characters can be printed; `code` draws QR codes. Nothing here knows
Django or the clock. Papers are official, so they are Chinese whatever language a reader's pages
are in.
"""
