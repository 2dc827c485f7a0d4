"""The persons and parties of these tests, all invented."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from shuzheng.foundation.documents import papers
from shuzheng.kernel.periods import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import DataclassInstance

Paper = TypeVar("Paper", bound="DataclassInstance")

PRINTED_AT = datetime(2026, 11, 24, 10, 32, tzinfo=SHANGHAI)
IMPRINT = papers.Imprint(printed_at=PRINTED_AT, printed_by="许文澜")
DEMO = papers.Imprint(printed_at=PRINTED_AT, printed_by="许文澜", demo=True)
LONG_NAME = (
    "阿卜杜热合曼·麦麦提图尔荪·阿卜杜拉·买买提明·吾布力卡斯木·阿布都热西提·艾克拜尔江·吐尔洪江·买"
)
LONG_KIND = (
    "工业互联网设备数据采集与边缘计算应用及智能制造生产线"
    "集成调试运行维护（含新能源汽车电子电气空调舒适系统方向）"
)
CREDENTIAL = json.dumps({"name": "沈予安", "proof": "z3x"}, ensure_ascii=False).encode()


def at(hour: int, minute: int = 0, day: int = 28) -> datetime:
    """Return an instant in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def changed(base: Paper, changes: Mapping[str, object]) -> Paper:
    """Return `base` with some of its fields changed."""
    make: Callable[..., Paper] = type(base)
    kept = {field.name: getattr(base, field.name) for field in fields(base)}
    return make(**(kept | dict(changes)))


def certificate(**changes: object) -> papers.Certificate:
    """Return 沈予安's certificate, with changes."""
    base = papers.Certificate(
        number="X202601000220018427Y",
        number_printed="X 2026 010002 2 0018427 Y",
        holder="沈予安",
        certificate="Web前端开发",
        level="中级",
        statement="于2026年6月在江淮智造职业学院考核站点参加Web前端开发职业技能等级（中级）考核，"
        "理论与实操均达到合格要求，特颁此证。",
        organisation="华程信息技术评价中心",
        issued_at=datetime(2026, 7, 15, 9, tzinfo=SHANGHAI),
        province="安徽省1+X证书制度试点",
        verify_url="https://zs.example.cn/v/a1B2c3D4e5F6g7H8i9J0kA",
        verify_address="zs.example.cn/verify",
        standard="Web前端开发职业技能等级标准 2.0版",
        hours="96",
        credits="2",
    )
    return changed(base, changes)


def occasion(**changes: object) -> papers.Occasion:
    """Return the assessment of 28 November 2026, with changes."""
    base = papers.Occasion(
        plan="2026年11月云计算平台运维与开发（中级）考核",
        organisation="云程信息技术评价中心",
        site="江淮智造职业学院考核站点（0124）",
        enters_at=at(8, 30),
        parts=(
            papers.Part(name="理论", starts_at=at(9), ends_at=at(10, 30), full_marks="100"),
            papers.Part(name="实操", starts_at=at(13, 30), ends_at=at(16), full_marks="100"),
        ),
        steps=(papers.Step(at=at(8), what="到清流楼一层，看考场分布图"),),
    )
    return changed(base, changes)


OCCASION = occasion()
SURNAMES = "沈韩丁许陆顾程叶苏江范纪"
GIVEN = ("予安", "启明", "立群", "文澜", "若楠", "景行", "一", "知微", "思源", "佳禾")


def ticket(**changes: object) -> papers.Ticket:
    """Return 沈予安's ticket, with changes."""
    base = papers.Ticket(
        occasion=OCCASION,
        number="2611 00387 0124 02 17",
        holder="沈予安",
        identity="居民身份证　3401****002X",
        group="江淮智造职业学院　软件2402",
        room="02",
        seat="17",
        place="合肥市翠微路校区清流楼二层，2号机房",
        code_text="https://zs.example.cn/t/Q7w8E9r0T1y2U3i4O5p6A7",
    )
    return changed(base, changes)


def seats(count: int) -> tuple[papers.Seat, ...]:
    """Return so many candidates, seated in order."""
    return tuple(
        papers.Seat(
            seat=f"{n:02}",
            number=f"2611 00387 0124 02 {n:02}",
            holder=SURNAMES[n % len(SURNAMES)] + GIVEN[n % len(GIVEN)],
            identity=f"3401****{n:03}X",
        )
        for n in range(1, count + 1)
    )


def room(count: int = 30, **changes: object) -> papers.Room:
    """Return room 02 with so many candidates."""
    base = papers.Room(
        occasion=OCCASION,
        number="02",
        place="翠微路校区清流楼二层，2号机房",
        seats=seats(count),
    )
    return changed(base, changes)


def slips(count: int) -> papers.SlipGroup:
    """Return a class with so many activation codes."""
    return papers.SlipGroup(
        institution="江淮智造职业学院",
        name="软件2402班",
        expires_at=at(23, 59, day=30),
        slips=tuple(
            papers.Slip(
                holder=seat.holder,
                identity=seat.identity,
                code=f"K7WQ-3F{seat.seat}-9XMD",
                audience="本人" if index % 3 else "监护人",
            )
            for index, seat in enumerate(seats(count))
        ),
    )


def report(**changes: object) -> papers.VerificationReport:
    """Return the report on 沈予安's certificate, with changes."""
    names = (
        ("编号", "20位，末位校验字符Y计算无误。"),
        ("登记", "颁发登记册有此编号，登记于2026年7月15日。"),
        ("姓名", "输入的姓名与登记的持有人一致。"),
        ("签名", "华程信息技术评价中心签发，签名验证成功（eddsa-jcs-2022）。"),
        ("存证", "存证日志第398,214条，颁发后内容未变。"),
        ("状态", "有效。没有暂停、撤销或换发记录。"),
    )
    base = papers.VerificationReport(
        verdict="证书真实有效",
        tone=papers.Tone.GOOD,
        summary="6项核对全部通过。",
        checks=tuple(
            papers.Check(name=name, tone=papers.Tone.GOOD, detail=detail) for name, detail in names
        ),
        checked_at=PRINTED_AT,
        fields=(
            ("持有人", "沈予安"),
            ("证书", "Web前端开发　中级"),
            ("编号", "X 2026 010002 2 0018427 Y"),
            ("标准", "Web前端开发职业技能等级标准 2.0版"),
            ("颁发", "华程信息技术评价中心　2026年7月15日"),
        ),
        reference="V-20261124-7F3K-9Q2M",
        verify_url="https://zs.example.cn/v/a1B2c3D4e5F6g7H8i9J0kA",
    )
    return changed(base, changes)


def listing(count: int, **changes: object) -> papers.Listing:
    """Return the list of filings with so many rows."""
    base = papers.Listing(
        title="试点备案一览",
        subject="2026年度　安徽省",
        filter="证书为“Web前端开发”，状态为已备案，城市为合肥市",
        columns=(
            papers.Column(title="院校", width=2.6),
            papers.Column(title="编号", width=1.3),
            papers.Column(title="证书与等级", width=2),
            papers.Column(title="状态"),
            papers.Column(title="备案日期", width=1.2),
            papers.Column(title="计划人数", align="right"),
        ),
        rows=tuple(
            (
                f"江淮第{n}职业学院",
                f"BA2026{n:04}",
                "Web前端开发　中级",
                "已备案",
                "2026-03-12",
                f"{n * 7:,}",
            )
            for n in range(1, count + 1)
        ),
        totals=f"共{count}所院校",
    )
    return changed(base, changes)


def _portrait() -> bytes:
    """Return a small grey PNG file."""
    rows = b"".join(b"\x00" + bytes([120 + x for x in range(28)]) for _ in range(39))

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 28, 39, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PHOTO = _portrait()
