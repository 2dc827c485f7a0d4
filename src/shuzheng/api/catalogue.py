"""The catalogue: kinds of certificate, majors, divisions."""

from typing import Any, Literal

from ninja import Router

from shuzheng.api import limits, shapes
from shuzheng.api.shapes import Problem
from shuzheng.catalogue.queries import pages, pages_majors
from shuzheng.catalogue.queries.pages import Kind, Line
from shuzheng.foundation.ui.listing import Wish
from shuzheng.foundation.web.request import Request
from shuzheng.insight.queries import divisions as reference
from shuzheng.kernel.wording import N_

router = Router(tags=["catalogue"])
REFUSED = {422: Problem, 429: Problem}


@router.get(
    "/certificates",
    response={200: shapes.CertificateKinds, **REFUSED},
    operation_id="list_certificates",
    summary=N_("List the kinds of certificate"),
    description=N_(
        "Return one page of the catalogue, by code; `q` is a part of a name, or a code."
    ),
)
def certificates(
    request: Request,
    q: shapes.Query = "",
    level: Literal["", "elementary", "intermediate", "advanced"] = "",
    page: shapes.Page = 1,
    size: shapes.Limit = 50,
) -> shapes.CertificateKinds:
    """Return one page of the catalogue, by code; `q` is a part of a name, or a code."""
    limits.reading(request)
    wish = Wish(view="all", sort="code", page=page, size=size)
    found = pages.lines(wish, q=q, level=level)
    items = [_kind(line) for line in found.rows]
    return shapes.CertificateKinds(count=found.total, page=found.page, items=items)


@router.get(
    "/certificates/{code}",
    response={200: shapes.CertificateKindDetail, 404: Problem, **REFUSED},
    operation_id="get_certificate_kind",
    summary=N_("Get one kind of certificate"),
    description=N_("Return one kind of certificate with its standards and the majors it suits."),
)
def certificate(request: Request, code: shapes.Code) -> shapes.CertificateKindDetail:
    """Return one kind of certificate with its standards and the majors it suits."""
    limits.reading(request)
    return _detail(pages.kind(code.upper()))


@router.get(
    "/majors",
    response={200: shapes.Majors, **REFUSED},
    operation_id="list_majors",
    summary=N_("List the majors"),
    description=N_(
        "Return one page of the majors, by code; `q` is a part of a name, or the start of a code."
    ),
)
def majors(
    request: Request,
    q: shapes.Query = "",
    page: shapes.Page = 1,
    size: shapes.Limit = 50,
) -> shapes.Majors:
    """Return one page of the majors, by code; `q` is a part of a name, or the start of a code."""
    limits.reading(request)
    found = pages_majors.lines(Wish(sort="code", page=page, size=size), q=q)
    items = [
        shapes.Major(
            code=line.code,
            name=line.name,
            level=line.level,
            category=line.category,
            major_class=line.major_class,
            is_controlled=line.is_controlled,
            certificates=line.certificates,
        )
        for line in found.rows
    ]
    return shapes.Majors(count=found.total, page=found.page, items=items)


@router.get(
    "/divisions",
    response={200: shapes.Divisions, **REFUSED},
    operation_id="list_divisions",
    summary=N_("List divisions"),
    description=N_("Return the divisions directly under `parent` (six digits), or the provinces."),
)
def divisions(request: Request, parent: shapes.Parent = "") -> shapes.Divisions:
    """Return the divisions directly under `parent` (six digits), or the provinces."""
    limits.reading(request)
    items = [
        shapes.Division(
            code=one.code,
            name=one.name,
            full_name=one.full_name,
            level=one.level,
            parent=one.parent or None,
            directly_administered=one.directly_administered,
        )
        for one in reference.under(parent)
    ]
    return shapes.Divisions(count=len(items), items=items)


def _kind(line: Line) -> shapes.CertificateKind:
    return shapes.CertificateKind(**_said(line))


def _said(line: Line) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "short_name": line.short_name,
        "batch": line.batch,
        "levels": list(line.levels),
        "organisation": line.organisation,
        "national_status": line.status,
        "has_standard": line.has_standard,
        "is_demonstration": line.is_demonstration,
    }


def _detail(kind: Kind) -> shapes.CertificateKindDetail:
    return shapes.CertificateKindDetail(
        **_said(kind.line),
        modules=list(kind.modules),
        field=kind.line.field,
        descriptions=[
            shapes.LevelDescription(level=level, description=text)
            for level, text in kind.descriptions
        ],
        standards=[
            shapes.StandardVersion(
                version=one.version,
                state=one.state,
                effective_on=one.effective_on,
                levels=list(one.levels),
                requirements=one.requirements,
            )
            for one in kind.versions
        ],
        majors=[
            shapes.SuitedMajor(code=one.code, name=one.name, level=one.level)
            for one in kind.targets
        ],
    )
