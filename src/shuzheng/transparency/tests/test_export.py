"""A folder of files is enough for a stranger to check the whole log, and can be made again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import append_only
from shuzheng.transparency.adapters import files
from shuzheng.transparency.core import checkpoint, leaves, merkle, tiles
from shuzheng.transparency.models import Checkpoint, Entry, Tile
from shuzheng.transparency.queries import heads
from shuzheng.transparency.services import export, log

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pytest_django import Settings

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def grow(count: int) -> None:
    start = Entry.objects.count()
    new = [leaves.public("test.entry", f"number {start + number}") for number in range(count)]
    log.append(new, now=NOON)
    log.publish(now=NOON)


def audit(folder: Path, key: str) -> checkpoint.Checkpoint:
    """Check a folder with nothing but its files and the key, as a stranger would."""
    head = checkpoint.open((folder / "checkpoint").read_bytes(), key)
    stack = merkle.Stack()
    for bundle in tiles.bundles(0, head.size):
        found = tiles.unbundle((folder / bundle.path).read_bytes(), bundle.width)
        stack.push(merkle.leaf_hash(leaf) for leaf in found)
    assert (stack.size, stack.root()) == (head.size, head.root)

    def fetch(tile: tiles.Tile) -> bytes:
        return (folder / tile.path).read_bytes()

    assert (
        merkle.root(head.size, tiles.Hashes(head.size, lambda tile: tiles.nodes(fetch(tile))))
        == head.root
    )
    for tile in tiles.written(0, head.size):
        hashes = tiles.hashes(fetch(tile))
        assert len(hashes) == tile.width
        if tile.level:
            below = [
                tiles.Tile(tile.level - 1, tile.index * tiles.WIDTH + place)
                for place in range(tile.width)
            ]
            assert hashes == [merkle.root_of(tiles.hashes(fetch(one))) for one in below]
    return head


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("several_at_once")
def test_several_checkpoints_at_once_leave_the_same_files(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.LOG_DIR = tmp_path / "log"
    monkeypatch.setattr(log, "ENTRIES_PER_CHECKPOINT", 300)
    grow(1000)
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [
        300,
        600,
        900,
        1000,
    ]
    key = export.export(tmp_path / "again")
    assert audit(tmp_path / "log", key).size == 1000
    assert files_in(tmp_path / "log") == files_in(tmp_path / "again")
    assert "tile/entries/002" in files_in(tmp_path / "log")


@pytest.mark.usefixtures("several_at_once")
def test_a_tile_that_differs_stops_the_publishing_before_its_checkpoint_shows(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.LOG_DIR = tmp_path / "log"
    monkeypatch.setattr(log, "ENTRIES_PER_CHECKPOINT", 300)
    (tmp_path / "log" / "tile" / "0").mkdir(parents=True)
    (tmp_path / "log" / "tile" / "0" / "000").write_bytes(b"forged")
    with pytest.raises(files.TileDiffers):
        grow(1000)
    assert not (tmp_path / "log" / "checkpoint").exists()


def test_an_exported_log_is_checked_by_a_stranger(tmp_path: Path) -> None:
    grow(700)

    key = export.export(tmp_path / "out")

    assert key.startswith("log.example/log+")
    assert audit(tmp_path / "out", key).size == 700
    assert files_in(tmp_path / "out") == {
        ".lock",
        "checkpoint",
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/188",
        "tile/1/000.p/2",
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/188",
    }


def test_what_publishing_writes_is_what_the_database_makes(
    tmp_path: Path,
    settings: Settings,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    settings.LOG_DIR = tmp_path / "published"
    for count in (5, 251, 1, 600, 87):
        with django_capture_on_commit_callbacks(execute=True):
            grow(count)

    key = export.export(tmp_path / "made again")

    assert audit(tmp_path / "published", key).size == 944
    for path in files_in(tmp_path / "made again") - {".lock"}:
        made = (tmp_path / "made again" / path).read_bytes()
        assert (tmp_path / "published" / path).read_bytes() == made
    assert (tmp_path / "published" / "tile/entries/001.p/1").exists()


def test_an_export_goes_on_from_where_the_folder_is(tmp_path: Path) -> None:
    grow(5)
    first = export.export(tmp_path)
    before = {path: (tmp_path / path).read_bytes() for path in files_in(tmp_path)}
    grow(300)

    assert export.export(tmp_path) == first
    assert audit(tmp_path, first).size == 305
    kept = {path: (tmp_path / path).read_bytes() for path in before}
    assert {path for path in before if kept[path] != before[path]} == {"checkpoint"}


def test_an_interrupted_export_is_finished_by_the_next(tmp_path: Path) -> None:
    grow(300)
    key = export.export(tmp_path)
    (tmp_path / "checkpoint").unlink()
    (tmp_path / "tile/0/000").unlink()
    (tmp_path / "tile/0/.001.p.new").write_bytes(b"half a file")

    export.export(tmp_path)

    assert audit(tmp_path, key).size == 300


def test_publishing_writes_the_folder_after_the_commit(
    folder: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grow(3)
        assert not folder.exists()

    assert audit(folder, str(heads.verifier_key())).size == 3

    with django_capture_on_commit_callbacks(execute=True):
        grow(253)

    assert audit(folder, str(heads.verifier_key())).size == 256


def test_nothing_is_exported_before_something_is_published(tmp_path: Path) -> None:
    with pytest.raises(export.NothingPublished):
        export.export(tmp_path)


def test_a_published_tile_is_never_overwritten_with_other_content(tmp_path: Path) -> None:
    grow(3)
    export.export(tmp_path)
    grow(300)
    (tmp_path / "tile/0").joinpath("000").write_bytes(b"planted")

    with pytest.raises(files.TileDiffers, match="was published with other content"):
        export.export(tmp_path)

    assert (tmp_path / "checkpoint").read_text(encoding="utf-8").startswith("log.example/log\n3\n")


def test_a_database_older_than_its_folder_signs_nothing(folder: Path) -> None:
    grow(2)
    grow(2)
    export.export(folder)
    append_only.remove("default")
    Checkpoint.objects.filter(size=4).delete()
    Entry.objects.filter(index__gte=2).delete()
    Tile.objects.update(
        hashes=b"".join(
            merkle.leaf_hash(leaf.encode())
            for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)
        )
    )
    log.append([leaves.public("test.entry", "another history")], now=NOON)

    with pytest.raises(export.FolderAhead, match="belongs to a later state"):
        log.publish(now=NOON)

    assert [head.size for head in heads.every()] == [2]


def test_a_folder_of_another_log_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "checkpoint").write_text("somebody else's\n", encoding="utf-8")
    log.append([leaves.public("test.entry", "a")], now=NOON)

    with pytest.raises(export.FolderAhead):
        log.publish(now=NOON)

    assert not Checkpoint.objects.exists()
