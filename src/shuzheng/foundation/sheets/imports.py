"""What a room imports to declare an import; importing it makes the jobs behind imports known.

    ROSTER = imports.register(imports.Import("assessment.roster", title=_("Import a roster"), …))

in the room's `jobs` module, and `path("plans/<int:plan>/import/", include(web.paths(ROSTER)))` in
its addresses, which gives `purpose` the context `{"plan": 12}`.
"""

from shuzheng.foundation.sheets import work
from shuzheng.foundation.sheets.definitions import Import, Occasion, Purpose, register

__all__ = ["Import", "Occasion", "Purpose", "register", "work"]
