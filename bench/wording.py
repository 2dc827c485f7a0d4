"""The certificate that both sides draw: the same words, apart from what the platform signs."""

from __future__ import annotations

CERTIFICATE, LEVEL = "Web前端开发", "中级"
TITLE, TITLE_ENGLISH = "职业技能等级证书", "CERTIFICATE OF VOCATIONAL SKILL LEVEL"
STATEMENT = (
    "于2026年6月在江淮智造职业学院考核站点参加Web前端开发职业技能等级（中级）考核，"
    "理论与实操均达到合格要求，特颁此证。"
)
ORGANISATION = "华程信息技术评价中心"
PROVINCE = "安徽省1+X证书制度试点"
ADDRESS = "zs.example.cn/verify"
STANDARD = "Web前端开发职业技能等级标准 2.0版"
HOURS, CREDITS = "96", "2"
DAY = "2026年7月15日"
NOTES = (
    "本证书由评价组织颁发，评价组织对证书质量负责。真伪以查验结果为准：扫二",
    "维码，或在书证通输入编号与姓名。电子文件内附评价组织签名的凭证，不联网",
    "也能核对。",
)
SURNAMES = "沈韩丁许陆顾程叶苏江范纪"
GIVEN = ("予安", "启明", "立群", "文澜", "若楠", "景行", "知微", "思源", "佳禾")


def holder(n: int) -> str:
    """Return the name of the holder of the certificate `n`."""
    return SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)]


def number(n: int) -> tuple[str, str]:
    """Return a certificate's number, bare and as printed."""
    serial = f"{n:07d}"
    return f"X2026010002200{serial}Y"[:20], f"X 2026 010002 2 {serial} Y"


def address(n: int) -> str:
    """Return what the code of the certificate `n` says."""
    return f"https://zs.example.cn/v/a1B2c3D4e5F6g7H8{n:06d}#"


def characters() -> str:
    """Return every character that is printed on any of the certificates."""
    words = (
        *(CERTIFICATE, LEVEL, TITLE, TITLE_ENGLISH, STATEMENT, ORGANISATION, PROVINCE, ADDRESS),
        *(STANDARD, DAY, *NOTES, SURNAMES, *GIVEN),
        "书证通扫码查验编号骑缝标准学习时长学时学分证书编号印章样张，。　",
    )
    ascii_ = "".join(map(chr, range(32, 127)))
    return "".join(sorted(set("".join(words) + ascii_)))
