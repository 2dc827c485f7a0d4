"""The sentences about documents of others in Chinese; `core.chinese` holds them with all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "A credential in an envelope (JOSE or COSE) cannot be judged here.": (
        "这里不能查验装在JOSE或COSE封套里的凭证。"
    ),
    "No context of the document defines “{term}”.": "文件引用的上下文都没有定义“{term}”。",
    "The context {url} is not known here, and contexts are never fetched.": (
        "这里没有上下文{url}，上下文一律不从网上读取。"
    ),
    "The cryptosuite {suite} is not known here.": "这里不支持签名套件{suite}。",
    "The digest given for {resource} is not that of the resource.": (
        "所写摘要与资源{resource}的内容不符。"
    ),
    "The document cannot be read as linked data ({reason}).": (
        "文件不能按关联数据读取（{reason}）。"
    ),
    "The document carries more than {most} proofs.": "文件中的签名超过{most}个。",
    "The key {method} cannot be found without asking a server.": "不联网查询就找不到密钥{method}。",
    "The proof depends on {previous}, which the document does not carry.": (
        "签名以{previous}为前提，文件中却没有这个签名。"
    ),
    "The proof was good until {expires} only.": "签名的有效期到{expires}为止。",
    "The proof is dated {created}, which is still to come.": "签名日期是{created}，还没有到。",
    "The proof was not made for this domain.": "签名不是为本域名作出的。",
    "The proof does not answer this challenge.": "签名没有回应本次的质询值。",
    "The related resource {resource} stands there twice.": "相关资源{resource}写了两次。",
    "Too many nameless parts of the document look alike.": "文件中没有名称又彼此相同的部分太多。",
    "“@context” must be a list of URLs and objects that begins with {context}.": (
        "“@context”应当是网址和对象的列表，第一项是{context}。"
    ),
    "“credentialSubject” makes no claim.": "“credentialSubject”没有任何内容。",
    "“{last}” is earlier than “{first}”.": "“{last}”早于“{first}”。",
    "“{member}” is missing.": "缺少“{member}”。",
    "“{member}” is neither text nor text with a language.": (
        "“{member}”既不是文本，也不是注明语言的文本。"
    ),
    "“{member}” is no type, or lacks the one that is required.": (
        "“{member}”不是类型，或者缺少必需的类型。"
    ),
    "“{member}” is not a date and time with an offset.": "“{member}”不是带时区的日期和时间。",
    "“{member}” is not a single URL.": "“{member}”不是单个网址。",
    "“{member}” is not as the data model of credentials has it.": (
        "“{member}”不符合凭证数据模型的规定。"
    ),
    "“{term}” has a value that linked data cannot hold.": "“{term}”的值不能用关联数据表示。",
}
"""The Chinese of each English sentence, with the same `{named}` parameters."""
