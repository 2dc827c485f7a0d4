"""Pass rules: small expressions over the parts of an assessment, read, checked and explained.

Rule: R-109 (issued only to whoever meets the pass rule). Source: handbook 4.3: pass lines differ,
60 is common, 80 exists, and many certificates want each part passed. So a rule is written down:

    theory >= 60 and practice >= 60 and total >= 60

    rule    := all ("or" all)*
    all     := clause ("and" clause)*
    clause  := "(" rule ")"  |  sum (">=" | ">" | "<=" | "<") sum
    sum     := term (("+" | "-") term)*
    term    := number ["*" name]  |  name

`and`, `or`, `>=`, `<=` may be typed 且, 或, ≥, ≤, and full-width signs are forgiven. There is no
`eval` anywhere: the text is read from left to right and computed with exact fractions. Two promises
hold for every rule that was accepted: it answers for any marks, and more points never turn a pass
into a fail.
"""

from __future__ import annotations

from shuzheng.assessment.rules.passing.expressions import PassRule
from shuzheng.assessment.rules.passing.reading import parse
from shuzheng.assessment.rules.passing.verdicts import Finding, Verdict, decide

__all__ = ["Finding", "PassRule", "Verdict", "decide", "parse"]
