"""Documents that parties hand in: taken, kept unchanged, given out to those who may read them.

kept = files.store(form.cleaned_data["document"], actor=actor, now=now, kinds=("pdf",))
reverse("files:download", args=[kept.uid])

What a family or a person proves about itself is stored `sealed`: it lies encrypted, has no address
under `/files/`, and is opened by the act of the room that it was handed to (`files.unsealed`).
"""

from shuzheng.foundation.files.storing import (
    EVERY_KIND,
    NoSuchFile,
    Opened,
    Permission,
    open_file,
    published,
    readable_with,
    store,
    unsealed,
)

__all__ = [
    "EVERY_KIND",
    "NoSuchFile",
    "Opened",
    "Permission",
    "open_file",
    "published",
    "readable_with",
    "store",
    "unsealed",
]
