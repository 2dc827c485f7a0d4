"""Tiles lie where C2SP tlog-tiles says, and hold enough to compute every root and proof."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.transparency.core import merkle, tiles
from shuzheng.transparency.core.tiles import ENTRIES, Tile


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("tile/0/000", Tile(0, 0)),
        ("tile/0/x001/234.p/5", Tile(0, 1234, 5)),
        ("tile/1/x001/x234/067", Tile(1, 1234067)),
        ("tile/63/x123/x456/078.p/255", Tile(63, 123456078, 255)),
        ("tile/entries/x003/x057/500", Tile(ENTRIES, 3057500)),
        ("tile/entries/000.p/1", Tile(ENTRIES, 0, 1)),
    ],
)
def test_a_path_names_one_tile_and_a_tile_one_path(path: str, tile: Tile) -> None:
    assert tile.path == path
    assert tiles.parse(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/123/456/078",
        "tile/0/x123/x456",
        "tile/0/x000/001",
        "tile/0/000.p/0",
        "tile/0/000.p/05",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/0/٠٠٠",
        "tile/0/../../etc/passwd",
        "tile/0/" + "x999/" * 2000 + "999",
    ],
)
def test_every_other_spelling_is_refused(path: str) -> None:
    with pytest.raises(tiles.NoSuchTile):
        tiles.parse(path)


@given(st.text(max_size=40))
def test_no_path_breaks_the_reader(path: str) -> None:
    for text in (path, f"tile/{path}", f"tile/0/{path}"):
        with suppress(tiles.NoSuchTile):
            assert tiles.parse(text).path == text


@given(
    st.builds(Tile, st.integers(ENTRIES, 63), st.integers(0, 10**15), st.integers(1, tiles.WIDTH))
)
def test_every_tile_comes_back_from_its_path(tile: Tile) -> None:
    assert tiles.parse(tile.path) == tile


def test_a_log_of_70000_has_the_tiles_of_the_specification() -> None:
    found = tiles.written(0, 70_000)

    assert sum(tile.level == 0 and tile.width == 256 for tile in found) == 273
    assert [tile for tile in found if tile.width != 256] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert [tile for tile in found if tile.level == 1] == [Tile(1, 0), Tile(1, 1, 17)]
    assert len(found) == 277


@pytest.mark.parametrize(
    ("old_size", "new_size", "paths"),
    [
        (0, 0, []),
        (5, 5, []),
        (0, 1, ["tile/0/000.p/1"]),
        (5, 6, ["tile/0/000.p/6"]),
        (255, 256, ["tile/0/000", "tile/1/000.p/1"]),
        (256, 257, ["tile/0/001.p/1"]),
        (255, 257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
        (65_535, 65_536, ["tile/0/255", "tile/1/000", "tile/2/000.p/1"]),
    ],
)
def test_growth_writes_exactly_what_changes(old_size: int, new_size: int, paths: list[str]) -> None:
    assert [tile.path for tile in tiles.written(old_size, new_size)] == paths


def test_bundles_lie_beside_the_tiles_of_level_0() -> None:
    assert [tile.path for tile in tiles.bundles(250, 520)] == [
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/8",
    ]


def hashed(start: int, end: int) -> list[bytes]:
    return [merkle.leaf_hash(b"%d" % number) for number in range(start, end)]


@given(st.lists(st.integers(0, 400), max_size=5))
def test_a_log_grown_in_steps_is_the_log_grown_at_once(steps: list[int]) -> None:
    stored: dict[Tile, bytes] = {}
    edge: dict[int, bytes] = {}
    size = 0
    for step in steps:
        growth = tiles.grow(size, edge, hashed(size, size + step))
        assert tuple(tile for tile, _ in growth.tiles) == tiles.written(size, size + step)
        stored.update(growth.tiles)
        size, edge = growth.size, dict(growth.edge)

        assert {tile.level: 32 * tile.width for tile in tiles.edge(size)} == {
            level: len(data) for level, data in edge.items()
        }
        assert growth.root() == merkle.root_of(hashed(0, size))

    at_once = dict(tiles.grow(0, {}, hashed(0, size)).tiles)
    assert {tile: stored[tile] for tile in at_once} == at_once


@given(st.data(), st.integers(1, 1200))
def test_proofs_from_tiles_alone_hold(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    old_size = data.draw(st.integers(1, size))
    leaves = hashed(0, size)
    growth = tiles.grow(0, {}, leaves)
    served = dict(growth.tiles)
    read = tiles.Hashes(size, lambda tile: tiles.nodes(served[tile]))

    merkle.verify_inclusion(
        leaves[index], index, size, merkle.inclusion(index, size, read), growth.root()
    )
    merkle.verify_consistency(
        old_size,
        size,
        merkle.consistency(old_size, size, read),
        merkle.root_of(leaves[:old_size]),
        growth.root(),
    )


def test_a_proof_in_a_large_log_needs_few_tiles() -> None:
    size = 1_000_000

    needed = tiles.needed(lambda read: merkle.inclusion(123_456, size, read), size)

    assert needed == (
        Tile(0, 482),
        Tile(0, 3906, 64),
        Tile(1, 1),
        Tile(1, 15, 66),
        Tile(2, 0, 15),
    )


def test_a_wrong_edge_is_a_defect_and_not_a_log() -> None:
    with pytest.raises(ValueError, match="do not end a log of 3"):
        tiles.grow(3, {0: bytes(64)}, hashed(3, 4))


@pytest.mark.parametrize(
    ("tile", "there"),
    [
        (Tile(0, 0, 3), True),
        (Tile(0, 0, 4), False),
        (Tile(0, 1), False),
        (Tile(1, 0, 1), False),
        (Tile(ENTRIES, 0, 3), True),
        (Tile(ENTRIES, 0), False),
    ],
)
def test_a_log_of_three_has_only_what_it_has_reached(tile: Tile, *, there: bool) -> None:
    assert tiles.in_log(tile, 3) is there


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_comes_apart_as_it_was_put_together(entries: list[bytes]) -> None:
    assert list(tiles.unbundle(tiles.bundle(entries), len(entries))) == entries


def test_a_bundle_is_length_and_entry_in_turn() -> None:
    assert tiles.bundle([b"ab", b""]) == b"\x00\x02ab\x00\x00"


@pytest.mark.parametrize(
    ("data", "width"),
    [
        (b"", 1),
        (b"\x00", 1),
        (b"\x00\x03ab", 1),
        (b"\x00\x02ab", 2),
        (b"\x00\x02ab\x00", 1),
        (b"\x00\x02ab\x00\x00", 1),
    ],
)
def test_a_bundle_that_breaks_off_or_runs_on_is_refused(data: bytes, width: int) -> None:
    with pytest.raises(tiles.BundleRefused):
        tiles.unbundle(data, width)


def test_an_entry_too_long_for_its_length_field_is_refused() -> None:
    assert len(tiles.bundle([bytes(65_535)])) == 65_537
    with pytest.raises(tiles.EntryTooLong, match="at most 65535 bytes; this one has 65536"):
        tiles.bundle([bytes(65_536)])
