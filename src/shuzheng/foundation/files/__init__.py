"""Documents that parties hand in: taken, kept unchanged, given out to those who may read them.

kept = files.store(form.cleaned_data["document"], actor=actor, now=now, kinds=("pdf",))
reverse("files:download", args=[kept.uid])
"""

from shuzheng.foundation.files.storing import (
    EVERY_KIND,
    NoSuchFile,
    Opened,
    open_file,
    readable_with,
    store,
)

__all__ = ["EVERY_KIND", "NoSuchFile", "Opened", "open_file", "readable_with", "store"]
