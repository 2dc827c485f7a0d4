"""The sentences about evidence files in Chinese; `core.chinese` holds them with all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {
    "File unpacked": "解包",
    "Form of the record": "记录格式",
    "Members of the file": "所含文件",
    "Seal": "封签",
    "The certificate": "证书",
    "Head of the log": "日志头",
    "Entries of the log": "日志条目",
    "One candidate": "同一考生",
    "Marks and results": "成绩版本",
    "Result to certificate": "成绩到证书",
    "Record of acts": "办理记录",
    "Changes of status": "状态变更",
}

_VERDICTS = {
    "The evidence file has been altered and must not be relied on.": (
        "存证档案被改动过，不能采信。"
    ),
    "The file is not an evidence file that can be checked.": "这不是可以查验的存证档案。",
    "The evidence file says what nothing proves, or what does not fit.": (
        "存证档案所述有的没有依据，有的互不相符，不能采信。"
    ),
    "The evidence file is whole; the certificate is revoked or replaced.": (
        "存证档案完整；证书已撤销或换发。"
    ),
    "The evidence file is whole; the certificate is under enquiry.": (
        "存证档案完整；证书正在核查。"
    ),
    "The evidence file is whole; the certificate’s term is over.": (
        "存证档案完整；证书有效期已过。"
    ),
    "The evidence file is whole; the certificate is not valid yet.": (
        "存证档案完整；证书尚未生效。"
    ),
    "The evidence file is whole; the certificate’s status has not been known since {date}.": (
        "存证档案完整；{date}以后的证书状态不明。"
    ),
    "The evidence file is whole, and the certificate is in force.": "存证档案完整，证书有效。",
}

_FILE = {
    "The file could be unpacked.": "文件能够解开。",
    "The file is damaged or was not downloaded completely.": "文件已损坏，或者没有下载完整。",
    "An evidence file holds {expected}, each once, and nothing else.": (
        "存证档案只含{expected}，各一份，别无其他。"
    ),
    "“{name}” in the evidence file is larger than {limit} bytes.": (
        "存证档案中的“{name}”超过{limit}字节。"
    ),
    "The file is packed. If it is an evidence file, the command “shuzheng verify” checks it.": (
        "这是压缩文件。如果是存证档案，请用命令“shuzheng verify”查验。"
    ),
    "evidence.json has the form of an evidence file.": "evidence.json符合存证档案的格式。",
    "“{place}” in evidence.json is not as an evidence file has it.": (
        "evidence.json中的“{place}”不符合存证档案的格式。"
    ),
    "The three other members are those that evidence.json names.": (
        "其余三个文件与evidence.json所列一致。"
    ),
    "“{name}” is not the one that belongs to evidence.json.": (
        "“{name}”不是evidence.json所列的那一份。"
    ),
    "Sealed with the key of {name}; nothing was changed since.": (
        "以{name}的密钥封签，此后没有改动。"
    ),
    "The trust file does not name the key of the seal.": "信任文件中没有封签所用的密钥。",
    "The seal is that of another organisation than the certificate’s.": (
        "封签不是颁发这张证书的组织所作。"
    ),
    "The key of the seal was not in use, or was stolen.": "封签所用的密钥当时已停用，或者失窃。",
    "The checks of a certificate hold.": "证书的各项核对全部通过。",
    "Of the checks of a certificate, {numbers} did not pass.": (
        "证书的各项核对中，第{numbers}项没有通过。"
    ),
    "The certificate inside is another one than the evidence file is about.": (
        "所附证书与存证档案所述的不是同一张。"
    ),
    "The head of {origin} at {size} entries, seen by {count} witnesses.": (
        "{origin}共{size}条时的日志头，{count}家见证方见过。"
    ),
}

_HISTORY = {
    "What the file says here cannot be read.": "档案在这里所写的内容无法读取。",
    "{count} entries stand in the evidence log, each as the file says.": (
        "{count}条均在存证日志中，与档案所述一致。"
    ),
    "“{kind}” does not stand in the evidence log as the file says ({place}).": (
        "存证日志中没有档案所述的“{kind}”（{place}）。"
    ),
    "Every entry is about this candidate and this certificate.": "各条都是这名考生、这张证书的。",
    "“{kind}” is about somebody else, or says another time than the file ({place}).": (
        "“{kind}”是他人的，或者时间与档案所写不同（{place}）。"
    ),
    "{marks} versions of marks and {results} of the result, without a gap.": (
        "单项成绩{marks}版、总成绩{results}版，没有缺漏。"
    ),
    "The versions of “{kind}” have a gap or are out of order ({place}).": (
        "“{kind}”的版本有缺漏或者次序不对（{place}）。"
    ),
    "The result in entry {place} does not rest on the marks in the file.": (
        "第{place}号条目中的总成绩与档案中的单项成绩对不上。"
    ),
    "The certificate rests on the result in entry {entry}, which is a pass.": (
        "证书依据第{entry}条中的总成绩颁发，该成绩为合格。"
    ),
    "Recorded only: the certificate, or its result, is from before such entries.": (
        "仅有记录：证书或成绩早于此类存证。"
    ),
    "The certificate does not rest on the newest result in the file, passed before it.": (
        "证书所依据的不是档案中颁证前最新的合格成绩。"
    ),
    "The entry on the grounds of certificates is about others ({count} before {place}).": (
        "这条颁证依据说的是别的证书（第{place}号条目之前的{count}张）。"
    ),
    "{proved} acts are in the record of acts that the log has anchored.": (
        "{proved}项办理都在日志锚定的办理记录中。"
    ),
    "{proved} acts are proved; {alone} steps are recorded without a proof.": (
        "{proved}项办理有证明；另有{alone}步仅有记录，没有证明。"
    ),
    "“{kind}” is not in the record of acts as the file says ({place}).": (
        "办理记录中没有档案所述的“{kind}”（{place}）。"
    ),
    "{count} changes of status follow one another and lead to the present one.": (
        "{count}次状态变更前后相接，与现状一致。"
    ),
    "The changes follow one another; no status list in the file bears them out.": (
        "状态变更前后相接；档案中没有可以印证的状态名单。"
    ),
    "The changes of status do not follow one another ({place}).": (
        "状态变更前后不相接，或者与现状不符（{place}）。"
    ),
}

SENTENCES: Mapping[str, str] = {**_NAMES, **_VERDICTS, **_FILE, **_HISTORY}
"""The Chinese of each English sentence, with the same `{named}` parameters."""
