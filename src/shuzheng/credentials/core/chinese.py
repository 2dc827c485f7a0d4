"""The sentences of verification in Chinese, for doors that run without Django's catalogues.

The pages translate the same English sentences through the room's catalogue; the offline command has
only this. A test fails where a sentence is missing or takes other parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core.evidence_file import chinese as evidence_file
from shuzheng.credentials.core.forms import chinese as forms
from shuzheng.credentials.core.model import chinese as documents

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERDICTS = {
    "The file has been altered and must not be relied on.": "文件被改动过，不能采信。",
    "The file is not a certificate that can be checked.": "这不是可以查验的证书文件。",
    "Nothing proves that this certificate is genuine.": "没有依据证明这张证书是真的，不能采信。",
    "The certificate has been revoked or replaced and is no longer valid.": (
        "证书已撤销或换发，不再有效。"
    ),
    "The certificate has been replaced by a corrected one.": "证书已更正换发。",
    "The certificate is genuine and is under enquiry at present.": "证书属实，目前正在核查。",
    "The certificate is genuine, and its term is over.": "证书属实，有效期已过。",
    "The certificate is not valid yet.": "证书尚未生效。",
    "The signature is good; the status has not been known since {date}.": (
        "签名有效；{date}以后的状态不明，不能当作有效证书。"
    ),
    "The certificate is genuine and in force.": "证书真实有效。",
    "The record or a certificate in it was altered; do not rely on it.": (
        "记录或其中的证书被改动过，不能采信。"
    ),
    "The record, or something in it, cannot be checked.": "记录或其中的内容无法查验。",
    "Nothing proves that this record and all it holds are genuine.": (
        "没有依据证明这份记录及其全部内容是真的，不能采信。"
    ),
    "A certificate in the record has been revoked or replaced.": "记录中有证书已撤销或换发。",
    "A certificate in the record has been replaced by a corrected one.": (
        "记录中有证书已更正换发。"
    ),
    "The record is genuine; a certificate in it is under enquiry.": (
        "记录属实，其中有证书正在核查。"
    ),
    "The record is genuine; a term in it is over.": "记录属实，其中有证书的有效期已过。",
    "The record, or a certificate in it, is not valid yet.": "记录或其中的证书尚未生效。",
    "The signatures are good; the status has not been known since {date}.": (
        "签名均有效；{date}以后的状态不明，不能当作有效。"
    ),
    "The record is genuine, and every certificate in it is in force.": (
        "记录属实，其中每张证书都真实有效。"
    ),
}

_STEPS = {
    "File opened": "文件",
    "Form of the credential": "格式",
    "Certificate number": "编号",
    "Issuing organisation": "颁发者",
    "Signing key": "密钥",
    "Digital signature": "签名",
    "Evidence log": "存证",
    "Revocation": "撤销",
    "Enquiry": "核查",
    "Term of validity": "有效期",
    "SM2 signature": "国密签名",
    "Publisher of the record": "出具方",
    "Name of the holder": "持有人",
    "Certificates in it": "所含证书",
    "check passed": "通过",
    "check failed": "未通过",
    "cannot be judged": "无法判断",
    "Cannot be judged because check {number} did not pass.": "第{number}项没有通过，所以无法判断。",
}

_CHECKS = {
    "The file could be opened and read.": "文件可以打开，内容可读。",
    "It has the form of a certificate of this programme.": "符合职业技能等级证书的格式。",
    "It has the form of a whole record.": "符合学习成果记录的格式。",
    "“{place}” is not as a record of this programme has it.": (
        "“{place}”不符合学习成果记录的格式。"
    ),
    "The trust file does not name the publisher ({publisher}).": (
        "信任文件中没有这个出具方（{publisher}）。"
    ),
    "Put together by {name}, which the trust file names as a publisher.": (
        "由{name}出具，信任文件列有该出具方。"
    ),
    "The key was not in use on {date}, when the record was signed.": (
        "{date}签署记录时，该密钥不在使用期内。"
    ),
    "The key was reported stolen on {date}, and nothing proves that the record is older.": (
        "该密钥于{date}被报失窃，没有依据证明记录在此之前签署。"
    ),
    "The key was in use on {date}, when the record was signed.": (
        "{date}签署记录时，该密钥在使用期内。"
    ),
    "{count} certificates in it are of somebody else than the record.": (
        "其中{count}张证书的持有人与记录不是同一人。"
    ),
    "The record and its certificates name the same holder.": "记录与所含证书的持有人一致。",
    "All {count} are genuine and in force, each judged by itself.": (
        "共{count}张，逐张查验，全部真实有效。"
    ),
    "{valid} of {count} are genuine and in force; see each of them.": (
        "共{count}张，其中{valid}张真实有效；请逐张查看结果。"
    ),
    "The code could be read.": "二维码内容可读。",
    "It has the form of the code of a certificate.": "符合证书二维码的格式。",
    "This is no code of a certificate, or one of a version that is not known here.": (
        "这不是证书的二维码，或者其版本本程序不认识。"
    ),
    "The code is wrong in “{place}”.": "二维码内容有误，位置：“{place}”。",
    "The trust file names no key that begins with the digest {hint}.": (
        "信任文件中没有摘要以{hint}开头的密钥。"
    ),
    "The trust file gives no such key for SM2 of {name}.": "信任文件没有给出{name}的这个SM2密钥。",
    "The SM2 signature fits as well; its key was in use on {date}.": (
        "国密（SM2）签名也相符，其密钥在{date}有效。"
    ),
    "The signature does not fit the code: something in it was changed.": (
        "签名与二维码内容不符，内容被改动过。"
    ),
    "Entry {entry} of the evidence log, as the code says; a paper holds no proof.": (
        "二维码称存证于日志第{entry}条；纸面不带存证凭据。"
    ),
    "It has the form of a certificate of this programme, as made for wallets (eddsa-rdfc-2022).": (
        "符合职业技能等级证书的格式，是供凭证钱包使用的形式（eddsa-rdfc-2022）。"
    ),
    "{number} has 20 characters, and the check character {check} fits.": (
        "{number}，20位，末位校验字符{check}计算无误。"
    ),
    "The number {number} belongs to another certificate or level.": (
        "编号{number}属于另一种证书或另一个等级。"
    ),
    "Issued by {name}, which the trust file names.": "由{name}颁发，信任文件中有该机构。",
    "The trust file does not name the issuer ({issuer}).": "信任文件中没有颁发者（{issuer}）。",
    "The key was in use on {date}, when the certificate was signed.": (
        "签发当日（{date}）密钥在有效期内。"
    ),
    "The key was not in use on {date}, when the certificate was signed.": (
        "签发当日（{date}）密钥不在有效期内。"
    ),
    "The key is none of those that the trust file gives for {name}.": (
        "签名用的密钥不是信任文件中{name}的密钥。"
    ),
    "The key was reported stolen on {date}, and nothing proves that the certificate "
    "was logged before.": "密钥已于{date}报失，没有依据证明证书在此之前已经存证。",
    "The signature fits; nothing was changed since it was made.": "签名验证成功，签发后内容未变。",
    "The trust file names no evidence log.": "信任文件中没有存证日志。",
    "The credential has more than {most} parts, or too long a list.": (
        "凭证的组成部分超过{most}个，或其中的列表过长。"
    ),
    "The evidence log holds the certificate as it was issued; this form was made from it later.": (
        "存证日志记载的是颁发时的证书，这一形式是后来据以另行签出的。"
    ),
    "The file brings no proof from the evidence log.": "文件没有附带存证凭据。",
    "Entry {entry} of the evidence log {origin}; unchanged since it was logged.": (
        "存证日志{origin}第{entry}条，存证后内容未变。"
    ),
    (
        "Entry {entry} of the evidence log {origin}; unchanged since it was logged. Seen by {count}"
        " of {all} witnesses: {names}."
    ): "存证日志{origin}第{entry}条，存证后内容未变。{all}家见证方中{count}家已加签：{names}。",
    (
        "Entry {entry} of the evidence log {origin}; unchanged since it was logged. None of the"
        " {all} witnesses has seen this checkpoint."
    ): "存证日志{origin}第{entry}条，存证后内容未变。{all}家见证方都还没有为这个检查点加签。",
    (
        "{count} of {all} witnesses have seen this checkpoint of the evidence log; the trust file"
        " demands {quorum}."
    ): "{all}家见证方中有{count}家为存证日志的这个检查点加签，信任文件要求{quorum}家。",
    "The evidence log has shown another content of the same size ({size} entries).": (
        "存证日志在同一长度（{size}条）出示过不同的内容。"
    ),
    "Revoked or replaced, according to the list of {date}.": "{date}的状态名单载明已撤销或换发。",
    "Replaced by a corrected certificate, according to the list of {date}.": (
        "{date}的状态名单载明已更正换发。"
    ),
    "Revoked for fraud or misconduct, according to the list of {date}.": (
        "{date}的状态名单载明因弄虚作假或考核违纪撤销。"
    ),
    "Revoked because it was issued in error, according to the list of {date}.": (
        "{date}的状态名单载明因颁发有误撤销。"
    ),
    "Not revoked, according to the list of {date}.": "{date}的状态名单中没有撤销记录。",
    (
        "Not revoked, according to the list of {date}. The list of messages of {other} says"
        " otherwise; alone it does not count."
    ): "{date}的状态名单中没有撤销记录。{other}的状态说明名单与此不符，不能单独作为依据。",
    "Under enquiry, according to the list of {date}.": "{date}的状态名单载明正在核查。",
    "Not under enquiry, according to the list of {date}.": "{date}的状态名单中没有核查记录。",
    "The certificate does not say where its status is published.": "证书没有写明在哪里公布状态。",
    "No signed status list is at hand ({url}).": "没有可用的签名状态名单（{url}）。",
    "The newest status list at hand, of {date}, has run out.": (
        "现有最新的状态名单是{date}的，已经过期。"
    ),
    "The status lists at hand are dated later than the day asked about.": (
        "现有的状态名单都晚于所问的日期。"
    ),
    "It is dated {date}, which is still to come.": "日期是{date}，还没有到。",
    "Its term ended on {date}.": "有效期至{date}，已经届满。",
    "Valid from {date} to {end}.": "有效期{date}至{end}。",
    "Valid since {date}, without a term.": "自{date}起有效，不设期限。",
}

_FILES = {
    "The file holds no certificate that can be read.": "文件中没有可以读取的证书。",
    "The file is empty.": "文件是空的。",
    "The file has {size} bytes; at most {limit} are read.": (
        "文件有{size}字节，最多读取{limit}字节。"
    ),
    "The PDF is damaged or was not downloaded completely.": "PDF已损坏，或没有下载完整。",
    "The PDF is locked with a password.": "PDF设有密码，无法读取。",
    "The PDF has no attachment “{name}”; of a scan or a reprint, only the code can be checked.": (
        "PDF中没有附件“{name}”；扫描件和重新打印的文件只能查验上面的二维码。"
    ),
    "The PDF has no attachment “{name}”, and no code of a certificate was found on its pages.": (
        "PDF中没有附件“{name}”，页面上也没有找到证书的二维码。"
    ),
    "The picture is damaged or was not downloaded completely.": "图片已损坏，或者没有下载完整。",
    "The picture has {width} × {height} points, which is more than is read.": (
        "图片有{width}×{height}个像素，超出可读取的上限。"
    ),
    "Opening the picture takes too much memory or time.": "打开图片占用的内存或时间过多。",
    "No code of a certificate was found in the picture.": "图片中没有找到证书的二维码。",
    "The PDF has two attachments “{name}”.": "PDF中有两个名为“{name}”的附件。",
    "The PDF has more than {most} attachments.": "PDF的附件超过{most}个。",
    "The bundle is wrong in “{member}”.": "凭证包的“{member}”不符合要求。",
    "This is not a readable JSON file.": "这不是可以读取的JSON文件。",
    "The file is not UTF-8 text (byte {place}).": "文件不是UTF-8文本（第{place}字节）。",
    "A text in the file holds half a character.": "文件中有半个字符。",
    "The file is not JSON: line {line}, column {column}.": "文件不是JSON：第{line}行第{column}列。",
    "The member “{key}” stands twice in the same object.": "同一个对象中“{key}”出现了两次。",
    "The number {number} cannot be read in the same way everywhere.": (
        "数字{number}在不同程序中会读成不同的值。"
    ),
    "The file is nested more than {deepest} deep.": "文件嵌套超过{deepest}层。",
    "The file holds no JSON object.": "文件中没有JSON对象。",
}

_FORMATS = {
    "A holder's name has 1 to {longest} characters, none of them a line break or the like.": (
        "持有人姓名应为1至{longest}个字符，不含换行等不可见字符。"
    ),
    "This is not an SM2 key.": "这不是SM2密钥。",
    "“{text}” is not an SM2 key in Multikey form.": "“{text}”不是Multikey形式的SM2公钥。",
    "“{text}” is not an Ed25519 key in Multikey form.": "“{text}”不是Multikey形式的Ed25519公钥。",
    "“{text}” is not a did:key or did:web identifier.": "“{text}”不是did:key或did:web标识。",
    "“{text}” cannot stand in a did:web identifier.": "“{text}”不能写进did:web标识。",
    "“{text}” is not {base} text.": "“{text}”不是{base}编码。",
    "“{text}” is not a date and time with an offset, such as 2026-07-15T00:00:00+08:00.": (
        "“{text}”不是带时区的日期时间，例如2026-07-15T00:00:00+08:00。"
    ),
    "“{place}” is not as a certificate of this programme has it.": (
        "“{place}”不符合职业技能等级证书的格式。"
    ),
    "This is not a certificate number.": "这不是证书编号。",
    "A certificate number has 20 characters; this one has {length}.": (
        "证书编号应为20位，现在是{length}位。"
    ),
    "A certificate number is X, a year, a code, a level, a serial and a check character.": (
        "证书编号由X、年份、证书代码、等级、流水号和校验字符组成。"
    ),
    "No certificate was issued in the year {year}.": "{year}年没有颁发过证书。",
    "The level digit is {digit}; only 1, 2 and 3 exist.": "等级位是{digit}，只有1、2、3三种。",
    "The check character {given} does not fit; one character was probably mistyped.": (
        "校验字符{given}不对，可能输错了一位。"
    ),
}

_PROOFS = {
    "The proof cannot be used.": "证明无法使用。",
    "The document carries no proof.": "文件没有签名。",
    "The document carries a list of proofs; exactly one proof is expected.": (
        "文件带有多个签名，应当只有一个。"
    ),
    "In the proof, “{member}” is not as {suite} needs it.": (
        "签名中的“{member}”不符合{suite}的要求。"
    ),
    "The proof depends on another proof, which the document does not carry.": (
        "签名依赖另一个签名，而文件中没有。"
    ),
    "The document does not begin with the contexts that were signed.": (
        "文件的上下文与签名时的不一致。"
    ),
    "The signature does not fit the document.": "签名与内容不符，文件改动后签名已失效。",
    "The proof from the evidence log does not carry the salt of a certificate.": (
        "存证凭据中没有证书的盐值。"
    ),
    "The proof does not lead to the root of the log.": "存证路径不能到达日志的根。",
    "There is no entry {index} in a log of {size} entries.": "日志共{size}条，没有第{index}号。",
    "A log of {old_size} entries cannot be proved to be the start of one of {new_size}.": (
        "无法证明{old_size}条的日志是{new_size}条日志的开头。"
    ),
    "The proof has {given} hashes, and {expected} are needed.": (
        "存证路径有{given}个哈希值，应为{expected}个。"
    ),
    "Hash {place} of the proof has {length} bytes instead of 32.": (
        "存证路径的第{place}个哈希值为{length}字节，应为32字节。"
    ),
    "The proof leads to a root other than that of the checkpoint of {size} entries.": (
        "存证路径的终点与校验点（{size}条）不符，内容不是存证时的内容。"
    ),
    "Line {line} of the log proof is not well formed.": "存证凭据第{line}行不符合格式。",
    "Line {line} of the checkpoint is not well formed.": "校验点第{line}行不符合格式。",
    "The checkpoint is that of {origin}, not of {expected}.": (
        "校验点属于日志{origin}，不是{expected}。"
    ),
    "The signed note cannot be accepted.": "校验点的签名无法采信。",
    "This is not a well-formed signed note (line {line}).": "校验点第{line}行不符合格式要求。",
    "None of the keys we trust has signed this note.": "校验点没有受信任的密钥签名。",
    "The signature of {name} does not fit the text of the note.": "{name}的签名与校验点内容不符。",
    "“{text}” is not a verifier key of the form name+id+key.": (
        "“{text}”不是“名称+编号+密钥”形式的验证密钥。"
    ),
    "The verifier key of {name} is of a kind that is not supported ({kind}).": (
        "{name}的验证密钥类型（{kind}）不受支持。"
    ),
    "This is not a well-formed entry of the log (line {line}).": "日志条目第{line}行不符合格式。",
    "What is shown is not what entry “{kind}” of the log commits to.": (
        "出示的内容不是日志条目“{kind}”所存的内容。"
    ),
}

_STATUS = {
    "The status list cannot be used.": "状态名单无法使用。",
    "The status entry of the certificate is wrong in “{member}”.": (
        "证书的状态条目中“{member}”不符合要求。"
    ),
    "The status list is wrong in “{member}”.": "状态名单的“{member}”不符合要求。",
    "A status list has {smallest} to {largest} entries; this one does not.": (
        "状态名单应有{smallest}至{largest}个条目，这份不是。"
    ),
    "The status list has {size} entries, and the certificate points at number {index}.": (
        "状态名单有{size}个条目，而证书指向第{index}号。"
    ),
    "The status list is not about “{purpose}”.": "这份状态名单不是关于“{purpose}”的。",
    "The trust file does not name the issuer of this status list.": (
        "信任文件中没有这份状态名单的签发者。"
    ),
    "The status list of {date} was signed with a key that was not in use or is compromised.": (
        "{date}的状态名单所用的密钥当时不在有效期内，或已经报失。"
    ),
    "The trust file is wrong in “{place}”.": "信任文件的“{place}”不符合要求。",
    "The trust file has version {version}; this verifier reads version {known}.": (
        "信任文件是第{version}版，本程序读取第{known}版。"
    ),
}

SENTENCES: Mapping[str, str] = {
    **_VERDICTS,
    **_STEPS,
    **_CHECKS,
    **_FILES,
    **_FORMATS,
    **_PROOFS,
    **_STATUS,
    **forms.SENTENCES,
    **documents.SENTENCES,
    **evidence_file.SENTENCES,
}
"""The Chinese of each English sentence, with the same `{named}` parameters."""
