"""The sentences about tokens in Chinese; `core.chinese` holds them with all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Key of the holder": "持有人密钥",
    "It has the form of a certificate of this programme, as a token (vc+jwt).": (
        "符合职业技能等级证书的格式，形式为令牌（vc+jwt）。"
    ),
    "The token is wrong in “{place}”.": "令牌内容有误，位置：“{place}”。",
    "It has the form of a certificate of this programme, as a token of parts (dc+sd-jwt);"
    " {shown} of its {all} statements are shown.": (
        "符合职业技能等级证书的格式，形式为可部分出示的令牌（dc+sd-jwt）；共{all}项，出示{shown}项。"
    ),
    "The holder does not show the number.": "持有人没有出示证书编号。",
    "{count} of the statements that are shown are none that were signed.": (
        "所出示的内容中有{count}项不是签发时的内容。"
    ),
    "The signature fits; what is shown is as it was signed.": (
        "签名验证成功，所出示的内容与签发时一致。"
    ),
    "Signed on {date}, without a term; the day of issue is not shown.": (
        "{date}签署，不设期限；没有出示颁发日期。"
    ),
    "Signed on {date}, valid to {end}; the day of issue is not shown.": (
        "{date}签署，有效期至{end}；没有出示颁发日期。"
    ),
    "The token is bound to a key, and whoever shows it did not sign with it.": (
        "令牌已绑定持有人的密钥，出示时没有用该密钥签名。"
    ),
    "Whoever shows it has signed, but the token names no key of the holder.": (
        "出示时有签名，但令牌没有写明持有人的密钥。"
    ),
    "A key of this kind is not judged here.": "本程序不查验这种密钥。",
    "The signature of the holder’s key does not fit what is shown.": (
        "持有人密钥的签名与所出示的内容不符。"
    ),
    "It was shown on {date}, which is still to come.": "出示日期为{date}，尚未到来。",
    "Shown with the holder’s key on {date}, to {audience}.": (
        "{date}以持有人的密钥向{audience}出示。"
    ),
}
"""The Chinese of each English sentence, with the same `{named}` parameters."""
