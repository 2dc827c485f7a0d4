"""The door to typst."""

import concurrent.futures
import multiprocessing
import os
import signal
from datetime import datetime

import pytest

from shuzheng.foundation.documents import compiler, papers
from shuzheng.foundation.documents.tests import cast, reading

LIST = {
    "meta": {"title": "一览", "author": "书证通", "keywords": []},
    "printed_at": "2026年11月24日 10:32",
    "printed_by": "",
    "demo": False,
    "title": "一览",
    "subject": "",
    "filter": "",
    "count": 1,
    "columns": [{"title": "姓名", "width": 1, "align": "left"}],
    "rows": [["沈予安"]],
    "totals": "",
    "landscape": False,
}
INJECTIONS = [
    '#eval("1+1")',
    "#panic[x]",
    '"); #read("/etc/hostname")',
    "\\ \\u{41} \\n",
    "]} ${ `raw` *strong* _emph_ = head @ref <label> // note /* open",
    '#import "@preview/cetz:0.3.0"',
    "{{ name }} {% now %}",
    "</svg><script>",
]


def render(**changes: object) -> bytes:
    return compiler.render("list", LIST | changes, created=cast.PRINTED_AT)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render() == render()


def test_another_instant_gives_another_file() -> None:
    later = datetime(2026, 11, 24, 10, 33, tzinfo=cast.PRINTED_AT.tzinfo)
    assert compiler.render("list", LIST, created=later) != render()


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_data_is_shown_as_text_and_never_run(text: str) -> None:
    assert "".join(text.split()) in reading.words(render(rows=[[text]]))


def test_an_instant_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="must be aware"):
        compiler.render("list", LIST, created=datetime(2026, 11, 24))  # noqa: DTZ001


def test_an_unknown_template_is_a_named_fault() -> None:
    with pytest.raises(compiler.RenderError, match="no-such-paper"):
        compiler.render("no-such-paper", LIST, created=cast.PRINTED_AT)


def test_data_that_lacks_what_the_template_needs_is_a_named_fault() -> None:
    with pytest.raises(compiler.RenderError, match="columns"):
        compiler.render(
            "list", {k: v for k, v in LIST.items() if k != "columns"}, created=cast.PRINTED_AT
        )


def test_every_kind_of_attachment_comes_back_byte_for_byte() -> None:
    sent = {
        "credential.json": '{"name": "沈予安\\u0000"}\n'.encode(),
        "trust.bin": bytes(range(256)),
        "empty.txt": b"",
    }
    made = compiler.render("list", LIST, created=cast.PRINTED_AT, attachments=sent)
    found = reading.opened(made).attachments
    assert {name: found[name][0] for name in found} == sent


def test_a_character_that_no_font_holds_refuses_the_paper_and_names_it() -> None:
    with pytest.raises(compiler.UnprintableCharacters) as caught:
        render(rows=[["张\U0002c386"]])
    assert caught.value.params == {"characters": "\U0002c386（U+2C386）", "text": "张〓"}


def test_a_hidden_direction_mark_refuses_the_paper() -> None:
    with pytest.raises(compiler.UnprintableCharacters, match=r"U\+202E"):
        render(rows=[["沈\u202e安"]])


def test_half_a_character_refuses_the_paper() -> None:
    with pytest.raises(compiler.UnprintableCharacters, match=r"U\+D800"):
        render(rows=[["沈\ud800"]])


def test_where_asked_to_a_missing_character_is_marked_and_listed() -> None:
    made = compiler.render(
        "list", LIST | {"rows": [["张\U0002c386\x07"]]}, created=cast.PRINTED_AT, rare="mark"
    )
    assert "张〓" in reading.words(made)
    assert "〓为字库所缺的字（U+2C386），请依证件补写。" in reading.words(made)


def test_every_paper_claims_pdf_a_3b_and_names_its_language() -> None:
    made = render()
    claim = reading.claims(made)
    assert "<pdfaid:part>3</pdfaid:part>" in claim
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in claim
    assert reading.language(made) == "zh-CN"


def test_a_paper_passes_the_accessibility_checks_of_the_typesetter() -> None:
    made = compiler.render("list", LIST, created=cast.PRINTED_AT, pdf_standard="ua-1")
    assert "<pdfuaid:part>1</pdfuaid:part>" in reading.claims(made)


def test_four_threads_at_once_each_get_their_own_paper() -> None:
    def one(n: int) -> str:
        return reading.words(render(rows=[[f"考生{n}号"]]))

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        made = list(pool.map(one, range(40)))
    assert [f"考生{n}号" in text for n, text in enumerate(made)] == [True] * 40


def test_a_spawned_process_makes_the_same_bytes() -> None:
    here = papers.certificate(cast.certificate(), cast.CREDENTIAL)
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        there = pool.submit(papers.certificate, cast.certificate(), cast.CREDENTIAL).result()
    assert there == here


def test_a_forked_child_is_refused_instead_of_hanging() -> None:
    render()
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        try:
            render()
        except compiler.ForkedError:
            os._exit(0)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
