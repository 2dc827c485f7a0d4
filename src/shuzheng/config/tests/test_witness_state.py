"""What a witness has cosigned it never forgets, and nobody makes it tell two stories."""

from __future__ import annotations

import re
import stat
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest

from shuzheng.config import witness_command, witness_server, witness_state
from shuzheng.config.tests.witnesses import (
    LOG,
    NAME,
    ORIGIN,
    SECRET,
    ask,
    head,
    opened,
    request,
)
from shuzheng.transparency.core import checkpoint, cosignature, note, witnessing
from shuzheng.transparency.core.witnessing import Request

if TYPE_CHECKING:
    from pathlib import Path


def test_a_witness_is_made_once_and_says_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--init", NAME, str(tmp_path / "w")]

    assert witness_command.main(arguments) == 0
    key = cosignature.witness_key(capsys.readouterr().out.strip())
    assert key.name == NAME
    assert witness_state.identity(tmp_path / "w").key == key
    assert stat.S_IMODE((tmp_path / "w" / "witness.json").stat().st_mode) == 0o600

    assert witness_command.main(arguments) == 1
    assert (
        capsys.readouterr().err == f"shuzheng witness: {tmp_path / 'w'} holds a witness already\n"
    )
    assert witness_state.identity(tmp_path / "w").key == key


def test_a_witness_that_starts_again_remembers(folder: Path) -> None:
    with opened(folder) as door:
        assert ask(door.server_port, request(0, 3)).status == 200
    with opened(folder) as door:
        assert ask(door.server_port, request(0, 3, "forged")).status == 409
        assert ask(door.server_port, request(3, 5, "forged")).status == 422
        assert ask(door.server_port, request(3, 5)).status == 200


def test_what_convicts_a_log_is_kept(door: witness_server.Door, folder: Path) -> None:
    ask(door.server_port, request(0, 3))
    for _ in range(2):
        ask(door.server_port, request(3, 3, "forged"))

    (kept,) = (folder / "refused").iterdir()
    signed = kept.read_text(encoding="utf-8").partition("\n\n")[2]
    assert checkpoint.open(signed, LOG) == head(3, "forged")
    (seen,) = (folder / "seen").iterdir()
    assert checkpoint.open(seen.read_bytes(), LOG) == head(3)


def test_of_two_stories_told_at_once_one_is_cosigned(tmp_path: Path) -> None:
    names = [f"log{number}.example/log" for number in range(20)]
    keys = [note.VerifierKey(name, LOG.public) for name in names]
    witness_state.make(tmp_path, NAME)
    (tmp_path / "logs").write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
    cosigned: list[str] = []

    def tell(
        witness: witness_state.Witness, story: str, barrier: Barrier, key: note.VerifierKey
    ) -> None:
        signed = checkpoint.sign(head(3, story, key.name), key, SECRET.sign)
        barrier.wait()
        try:
            cosigned.append(witness.answer(str(Request(0, (), signed)).encode(), 1))
        except witnessing.OtherSize:
            return

    with witness_state.at_work(tmp_path) as witness:
        for key in keys:
            barrier = Barrier(2)
            threads = [Thread(target=tell, args=(witness, s, barrier, key)) for s in ("a", "b")]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    assert len(cosigned) == 20


def test_what_cannot_be_remembered_is_not_cosigned(door: witness_server.Door, folder: Path) -> None:
    (folder / "seen").rmdir()
    (folder / "seen").write_text("the disk has broken", encoding="utf-8")

    refused = ask(door.server_port, request(0, 3))

    assert refused.status == 503
    assert "has not cosigned it" in refused.text
    (folder / "seen").unlink()
    (folder / "seen").mkdir()
    assert ask(door.server_port, request(0, 4)).status == 200


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("logs", "", "names no log"),
        ("logs", "no key\n", "line 1: “no key” is not a verifier key"),
        ("logs", f"# ours\n{NAME}+x\n", "line 2"),
        ("logs", None, "is missing or no text"),
        ("witness.json", "{}", "is damaged"),
        ("witness.json", None, "holds no witness: make one with"),
        ("seen/0000", "half a file", "is damaged: a witness must know what it has cosigned"),
        (f"seen/{'0' * 64}", str(request(0, 3).note), "is damaged"),
    ],
)
def test_a_folder_that_cannot_be_relied_on_is_not_served(
    folder: Path, name: str, content: str | None, complaint: str
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content, encoding="utf-8")

    unusable(folder, complaint)


def unusable(folder: Path, complaint: str) -> None:
    with (
        pytest.raises(witness_state.Unusable, match=re.escape(complaint)),
        witness_state.at_work(folder),
    ):
        pass


def test_why_it_does_not_start_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert witness_command.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"shuzheng witness: {tmp_path} holds no witness: make one with"
        f" `shuzheng witness --init NAME {tmp_path}`\n"
    )


def test_a_witness_without_its_memory_does_not_begin_again(folder: Path) -> None:
    (folder / "seen").rmdir()

    unusable(folder, "must start again under a new key")


def test_a_key_that_others_can_read_is_not_used(folder: Path) -> None:
    (folder / "witness.json").chmod(0o644)

    unusable(folder, "can be read by others: set its mode to 0600")


def test_a_witness_does_not_follow_itself(folder: Path) -> None:
    own = witness_state.identity(folder).key
    (folder / "logs").write_text(f"{note.VerifierKey(ORIGIN, own.public)}\n", encoding="utf-8")

    unusable(folder, "or as the log")


def test_two_processes_are_never_one_witness(folder: Path, door: witness_server.Door) -> None:
    unusable(folder, "another process is the witness in")
    assert ask(door.server_port, request(0, 3)).status == 200
