"""The sentences about tokens and presentations in Chinese, for `core.chinese`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Key of the holder": "持有人密钥",
    "It has the form of a certificate of this programme, as a token (vc+jwt).": (
        "符合职业技能等级证书的格式，形式为令牌（vc+jwt）。"
    ),
    "It has the form of a certificate of this programme, as a token of Open Badges (RS256).": (
        "符合职业技能等级证书的格式，形式为开放徽章令牌（RS256）。"
    ),
    "“{text}…” is not an RSA key of 2048 to 4096 bits with the exponent 65537.": (
        "“{text}…”不是2048至4096位、指数为65537的RSA密钥。"
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
    "Platform that signed it": "签署平台",
    "“{place}” is not as a presentation of this platform has it.": (
        "“{place}”不符合本平台证书出示文件的格式。"
    ),
    "It has the form of a presentation, made for “{recipient}”.": (
        "符合证书出示文件的格式，出示对象为“{recipient}”。"
    ),
    "The trust file does not name the platform that signed it ({signer}).": (
        "信任文件中没有签署它的平台（{signer}）。"
    ),
    "Signed for its holder by {name}, which the trust file names as a publisher.": (
        "由{name}为持有人签署，信任文件列有该出具方。"
    ),
    "The key was not in use on {date}, when the presentation was signed.": (
        "{date}签署出示文件时，该密钥不在使用期内。"
    ),
    "The key was reported stolen on {date}, and nothing proves that the presentation is older.": (
        "该密钥于{date}被报失窃，没有依据证明出示文件在此之前签署。"
    ),
    "The key was in use on {date}, when the presentation was signed.": (
        "{date}签署出示文件时，该密钥在使用期内。"
    ),
    "The certificates in it are of different holders.": "所含证书属于不同的持有人。",
    "The certificates name one holder. That whoever hands the file over is this person, it does"
    " not prove.": "所含证书的持有人为同一人。文件不能证明交付者就是本人。",
    "The holder shows no name. Who hands the file over, it does not prove.": (
        "持有人没有出示姓名。文件不能证明交付者是谁。"
    ),
    "The presentation or a certificate in it was altered; do not rely on it.": (
        "出示文件或所含证书被改动过，不能采信。"
    ),
    "The presentation, or something in it, cannot be checked.": ("出示文件或其中的内容无法查验。"),
    "Nothing proves that this presentation and all it shows are genuine.": (
        "没有依据证明这份出示文件及其内容属实，不能采信。"
    ),
    "A certificate in the presentation has been revoked or replaced.": (
        "所出示的证书中有已撤销或换发的。"
    ),
    "A certificate in the presentation has been replaced by a corrected one.": (
        "所出示的证书中有已更正换发的。"
    ),
    "The presentation is genuine; a certificate in it is under enquiry.": (
        "出示文件属实，其中有证书正在核查。"
    ),
    "The presentation is genuine; its time, or a term in it, is over.": (
        "出示文件属实，但已超过出示期限，或其中有证书的有效期已过。"
    ),
    "The presentation, or a certificate in it, is not valid yet.": (
        "出示文件或其中的证书尚未生效。"
    ),
    "The presentation is genuine, and every certificate in it is in force.": (
        "出示文件属实，所含证书全部有效。"
    ),
}
"""The Chinese of each English sentence, with the same `{named}` parameters."""
