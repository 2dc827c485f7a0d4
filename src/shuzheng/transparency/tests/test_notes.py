"""Notes, checkpoints and proofs are read as C2SP writes them, and nothing looser."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note, proof
from shuzheng.transparency.core.checkpoint import Checkpoint

# The example of C2SP signed-note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONnc"
    "AlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The examples of the Go package sumdb/note.
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
    "ngotpRZb6K"
    "E6RyyBwJnAM=\n"
)
ENOCH = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGw"
    "nWLox33WWd"
    "1RvMc+QQ=\n"
)
# The example of C2SP tlog-checkpoint.
SPEC_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u"
    "5/Zhcyv2q1"
    "gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
# The example of C2SP tlog-cosignature: a witness has added its line.
SPEC_COSIGNED = SPEC_CHECKPOINT + (
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl"
    "rDJsX3b2oy"
    "in1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = note.VerifierKey("log.example/log", SECRET.public_key().public_bytes_raw())


def keys(*texts: str) -> list[note.VerifierKey]:
    return [note.verifier_key(text) for text in texts]


def test_the_example_of_the_specification_is_accepted_under_its_key() -> None:
    opened = note.open(SPEC_NOTE, keys(SPEC_KEY))

    assert opened.text == "This is an example message.\n"
    assert str(opened) == SPEC_NOTE


@pytest.mark.parametrize("text", [SPEC_KEY, PETER_KEY, ENOCH_KEY])
def test_a_verifier_key_comes_back_as_it_was_written(text: str) -> None:
    assert str(note.verifier_key(text)) == text


def test_signing_gives_the_published_bytes() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(PETER_SEED)

    signed = note.sign(TEXT, note.verifier_key(PETER_KEY), secret.sign)

    assert str(signed) == TEXT + "\n" + PETER


def test_signatures_of_unknown_keys_are_ignored() -> None:
    whole = TEXT + "\n" + PETER + ENOCH

    opened = note.open(whole, keys(PETER_KEY))

    assert str(opened) == TEXT + "\n" + PETER
    assert str(note.open(whole, keys(ENOCH_KEY, PETER_KEY))) == whole
    assert str(note.parse(whole)) == whole


def test_a_note_that_no_known_key_signed_is_refused() -> None:
    with pytest.raises(note.NoteUnsigned):
        note.open(TEXT + "\n" + PETER, keys(ENOCH_KEY))
    with pytest.raises(note.NoteUnsigned):
        note.open(TEXT + "\n" + PETER, [])


def test_a_name_or_an_id_alone_is_not_a_known_key() -> None:
    same_name = note.VerifierKey("PeterNeumann", KEY.public)
    misnamed = PETER.replace("PeterNeumann", "CarmenSandiego")

    with pytest.raises(note.NoteUnsigned):
        note.open(TEXT + "\n" + PETER, [same_name])
    with pytest.raises(note.NoteUnsigned):
        note.open(TEXT + "\n" + misnamed, keys(PETER_KEY))


def test_one_bad_signature_of_a_known_key_refuses_the_note() -> None:
    secret = Ed25519PrivateKey.from_private_bytes(PETER_SEED)
    other = str(note.sign("Another text.\n", note.verifier_key(PETER_KEY), secret.sign))
    line = other.partition("\n\n")[2]

    for lines in (line, ENOCH + line, PETER + line):
        with pytest.raises(note.SignatureBad, match="PeterNeumann"):
            note.open(TEXT + "\n" + lines, keys(PETER_KEY, ENOCH_KEY))


def test_a_key_that_signs_again_replaces_its_own_line_and_keeps_the_others() -> None:
    both = note.parse(TEXT + "\n" + PETER + ENOCH)
    secret = Ed25519PrivateKey.from_private_bytes(PETER_SEED)

    again = note.cosign(both, note.verifier_key(PETER_KEY), secret.sign)

    assert str(again) == TEXT + "\n" + ENOCH + PETER


def test_the_text_may_hold_blank_lines_and_any_script() -> None:
    text = "省教育厅\n\n第二段。\n\n"

    assert note.open(str(note.sign(text, KEY, SECRET.sign)), [KEY]).text == text


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("", 1),
        (TEXT, 3),
        (TEXT + "\n", 4),
        (TEXT + "\n" + PETER[:-1], 4),
        ("\x01" + TEXT + "\n" + PETER, 1),
        (b"\xff" + (TEXT + "\n" + PETER).encode(), 1),
        ("\ud800" + TEXT + "\n" + PETER, 1),
        (TEXT.replace("\n", "\r\n") + "\n" + PETER, 1),
        (TEXT + "\n" + PETER + "Unexpected line.\n", 5),
        (TEXT + "\n" + PETER.replace("—", "-"), 4),
        (TEXT + "\n" + PETER.replace("— P", "—P"), 4),
        (TEXT + "\n" + PETER.replace("PeterNeumann", "Bad Name"), 4),
        (TEXT + "\n" + PETER.replace("PeterNeumann", "Bad+Name"), 4),
        (TEXT + "\n" + PETER.replace("PeterNeumann", "Bad\u00a0Name"), 4),
        (TEXT + "\n" + PETER.replace("PeterNeumann ", " "), 4),
        (TEXT + "\n" + PETER.replace("AM=", "AN="), 4),
        (TEXT + "\n" + PETER.replace("AM=", "AM"), 4),
        (TEXT + "\n" + PETER.replace("AM=", "A=M"), 4),
        (TEXT + "\n— PeterNeumann x08gow==\n", 4),
        (TEXT + "\n— PeterNeumann\n", 4),
        (TEXT + "\n" + PETER * 101, 4),
        (b"x" * (note.LONGEST + 1), 1),
    ],
)
def test_a_malformed_note_is_refused_and_the_line_named(data: bytes | str, line: int) -> None:
    with pytest.raises(note.NoteMalformed) as refusal:
        note.open(data, keys(PETER_KEY, ENOCH_KEY))

    assert refusal.value.params["line"] == line


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_no_input_breaks_the_readers(data: bytes | str) -> None:
    for read in (note.parse, proof.parse, lambda d: checkpoint.open(d, KEY)):
        with pytest.raises(Refusal):
            read(data)


@pytest.mark.parametrize("text", [PETER_KEY, SPEC_KEY])
def test_no_part_and_no_mangling_of_a_key_is_a_key(text: str) -> None:
    parts = [
        text[start:end]
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if (start, end) != (0, len(text))
    ]
    mangled = [
        text[:place] + chr(ord(text[place]) + 1) + text[place + 1 :] for place in range(len(text))
    ]

    for wrong in ("", *parts, *mangled):
        with pytest.raises((note.KeyMalformed, note.KeyUnknownKind)):
            note.verifier_key(wrong)


def test_a_key_of_another_kind_or_length_is_refused_by_name() -> None:
    long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="
    other = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    with pytest.raises(note.KeyMalformed):
        note.verifier_key(long)
    with pytest.raises(note.KeyUnknownKind, match=r"PeterNeumann .* \(101\)"):
        note.verifier_key(other)


def test_the_published_checkpoint_reads_and_writes_back() -> None:
    read = note.parse(SPEC_CHECKPOINT)
    head = checkpoint.parse(read.text)

    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert head.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert head.extensions == ()
    assert head.text == read.text
    assert str(note.parse(SPEC_COSIGNED)) == SPEC_COSIGNED
    assert note.parse(SPEC_COSIGNED).text == read.text


def test_a_checkpoint_opens_under_the_key_of_its_log_only() -> None:
    head = Checkpoint("log.example/log", 3, bytes(32))
    signed = checkpoint.sign(head, KEY, SECRET.sign)
    stranger = note.VerifierKey("other.example/log", KEY.public)

    assert checkpoint.open(signed, str(KEY)) == head
    assert checkpoint.open(signed.encode(), KEY) == head
    with pytest.raises(note.NoteUnsigned):
        checkpoint.open(signed, stranger)
    with pytest.raises(note.SignatureBad):
        checkpoint.open(signed.replace("\n3\n", "\n4\n"), KEY)


def test_a_checkpoint_of_another_log_is_refused_though_the_key_is_good() -> None:
    signed = checkpoint.sign(Checkpoint("other.example/log", 3, bytes(32)), KEY, SECRET.sign)

    with pytest.raises(checkpoint.ForeignCheckpoint, match=r"other\.example/log"):
        checkpoint.open(signed, KEY)


ROOT_LINE = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("a\n", 2),
        ("a\n1\n", 3),
        (f"a\n1\n{ROOT_LINE}", 3),
        (f"\n1\n{ROOT_LINE}\n", 1),
        (f"a\n01\n{ROOT_LINE}\n", 2),
        (f"a\n+1\n{ROOT_LINE}\n", 2),
        (f"a\n-1\n{ROOT_LINE}\n", 2),
        (f"a\n1 \n{ROOT_LINE}\n", 2),
        (f"a\n１\n{ROOT_LINE}\n", 2),
        (f"a\n9223372036854775808\n{ROOT_LINE}\n", 2),
        (f"a\n{'9' * 5000}\n{ROOT_LINE}\n", 2),
        ("a\n1\nAAAA\n", 3),
        (f"a\n1\n{ROOT_LINE[:-1]}\n", 3),
        (f"a\n1\n{ROOT_LINE.replace('2I=', '2J=')}\n", 3),
        ("a\n1\n中文\n", 3),
        (f"a\n1\n{ROOT_LINE}\n\nextension\n", 4),
    ],
)
def test_a_malformed_checkpoint_is_refused_and_the_line_named(text: str, line: int) -> None:
    with pytest.raises(checkpoint.CheckpointMalformed) as refusal:
        checkpoint.parse(text)

    assert refusal.value.params["line"] == line


@given(
    st.from_regex(r"[a-z]{1,9}\.example/log", fullmatch=True),
    st.integers(0, checkpoint.LARGEST),
    st.binary(min_size=32, max_size=32),
)
def test_every_checkpoint_comes_back_as_it_was_signed(origin: str, size: int, root: bytes) -> None:
    key = note.VerifierKey(origin, KEY.public)
    head = Checkpoint(origin, size, root)

    assert checkpoint.open(checkpoint.sign(head, key, SECRET.sign), key) == head


LEAVES = [merkle.leaf_hash(b"entry %d" % number) for number in range(5)]


def proof_text(index: int = 2, extra: bytes = b"") -> str:
    def read(level: int, at: int) -> bytes:
        return merkle.root_of(LEAVES[at << level : at + 1 << level])

    head = Checkpoint("log.example/log", 5, merkle.root_of(LEAVES))
    signed = checkpoint.sign(head, KEY, SECRET.sign)
    return str(proof.Proof(index, merkle.inclusion(index, 5, read), signed, extra))


def test_a_proof_is_written_as_the_specification_shows_it() -> None:
    lines = proof_text(extra=b"salt").split("\n")

    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra c2FsdA==", "index 2"]
    assert [len(line) for line in lines[3:7]] == [44, 44, 44, 0]
    assert lines[7:9] == ["log.example/log", "5"]


@given(st.integers(0, 4), st.binary(max_size=40))
def test_a_proof_comes_back_and_holds_for_its_entry_alone(index: int, extra: bytes) -> None:
    text = proof_text(index, extra)
    read = proof.parse(text.encode())

    assert str(read) == text
    assert read.extra == extra
    assert proof.verify(read, LEAVES[index], KEY).size == 5
    with pytest.raises(merkle.ProofRefused):
        proof.verify(read, LEAVES[index - 1], KEY)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("tlog-proof@v1", "tlog-proof@v2", 1),
        ("\n\nlog", "\nlog", 6),
        ("index 2", "index 02", 2),
        ("index 2", "index -2", 2),
        ("index 2", "index 9" * 30, 2),
        ("index 2", "at 2", 2),
        ("index 2", "extra !\nindex 2", 2),
        ("index 2", "extra \nindex 2", 2),
        ("index 2", "index 2\nAAAA", 3),
        ("index 2", "index 2" + f"\n{ROOT_LINE}" * 61, 66),
    ],
)
def test_a_malformed_proof_is_refused_and_the_line_named(old: str, new: str, line: int) -> None:
    with pytest.raises(proof.ProofMalformed) as refusal:
        proof.parse(proof_text().replace(old, new))

    assert refusal.value.params["line"] == line
