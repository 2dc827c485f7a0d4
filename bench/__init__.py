"""Measure the platform beside its peers: `make bench`, or `make bench ONLY=id`.

Not part of the product, which never imports this. Ours runs from the platform's own environment,
under production settings; the peers run from an environment of their own, `bench/.venv`, which is
made from hash-locked requirements. Every measured piece of work is a process of its own, so that
its memory can be told.
"""
