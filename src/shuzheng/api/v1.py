"""Version 1 of the open interface: the same for everybody but for checks and evidence files.

The OpenAPI description is committed (`docs/openapi.json`) and compared in a test, so that nobody
changes it by accident. There is no page with a script that tries requests out: our policy for
content allows no inline script, and the description has readers enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from shuzheng.api import (
    catalogue,
    checks,
    evidence,
    problems,
    rulebook,
    statistics,
    verification,
)
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from ninja.openapi.schema import OpenAPISchema

FIRST_FAILURE = 400
DESCRIPTION = (
    "Catalogue, verification, open figures and rules of the platform of the 1+X certificate "
    "pilot. Read-only and open to anybody; checks of many certificates take the token of an "
    "enterprise, evidence files that of whoever may take them out. What is no success is a problem "
    "document (RFC 9457) with a code of ours; titles follow Accept-Language (zh-Hans, en)."
)


class Interface(NinjaAPI):
    """Ours: problem documents are described as what they are."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:  # noqa: ANN401 - ninja's own arguments
        """Return the description, with failures as problem documents."""
        schema = super().get_openapi_schema(**kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= FIRST_FAILURE and "application/json" in content:
                        content[problems.JSON] = content.pop("application/json")
        return schema


api = Interface(
    title="书证通 open interface",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
api.add_router("/catalogue", catalogue.router)
api.add_router("/verification", verification.router)
api.add_router("/checks", checks.router)
api.add_router("/evidence", evidence.router)
api.add_router("/statistics", statistics.router)
api.add_router("/rules", rulebook.router)
api.add_exception_handler(Refusal, problems.of_refusal)
api.add_exception_handler(ValidationError, problems.of_validation)
api.add_exception_handler(HttpError, problems.of_syntax)
