// verify KEY FOLDER OLD_CHECKPOINT SAMPLES
//
// Reads a log as C2SP tlog-tiles lays it out and judges it with golang.org/x/mod/sumdb alone: the
// packages by which Go programs check the Go checksum database. Nothing here knows who wrote the
// log. Ends with 0 and one line where everything holds, else with 1 and the first fault.
package main

import (
	"encoding/binary"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height, width = 8, 256

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: verify KEY FOLDER OLD_CHECKPOINT SAMPLES")
		os.Exit(2)
	}
	samples, err := strconv.Atoi(os.Args[4])
	if err == nil {
		err = verify(os.Args[1], os.Args[2], os.Args[3], samples)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func verify(key, folder, oldCheckpoint string, samples int) error {
	tree, err := signedTree(key, filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	old, err := signedTree(key, oldCheckpoint)
	if err != nil {
		return err
	}
	own, err := hashesOfEntries(folder, tree.N)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(tree.N, own)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("checkpoint: the entries make another root")
	}
	tiles := widest(tlog.NewTiles(height, 0, tree.N))
	for _, tile := range tiles {
		want, err := tlog.ReadTileData(tile, own)
		if err != nil {
			return err
		}
		if got, err := os.ReadFile(filepath.Join(folder, path(tile))); err != nil {
			return err
		} else if string(got) != string(want) {
			return fmt.Errorf("%s: not the hashes of the entries", path(tile))
		}
	}
	if err := prove(tree, old, own, folder, samples); err != nil {
		return err
	}
	fmt.Printf("%d entries, %d hash tiles, %d inclusion proofs, consistent with %d\n",
		tree.N, len(tiles), samples, old.N)
	return nil
}

// signedTree opens a checkpoint: origin, size and root in a note that KEY has signed.
func signedTree(key, file string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("%s: %v", filepath.Base(file), err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("%s: not a checkpoint of %s", filepath.Base(file), verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(m)) {
			return nil, fmt.Errorf("hash %d is not there yet", index)
		}
		found[i] = m[index]
	}
	return found, nil
}

// hashesOfEntries computes every hash of the tree from the entry bundles, and from nothing else.
func hashesOfEntries(folder string, size int64) (memory, error) {
	own := make(memory, 0, tlog.StoredHashCount(size))
	for n := int64(0); n*width < size; n++ {
		tile := tlog.Tile{H: height, L: -1, N: n, W: int(min(width, size-n*width))}
		data, err := os.ReadFile(filepath.Join(folder, path(tile)))
		if err != nil {
			return nil, err
		}
		for i := 0; i < tile.W; i++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s: breaks off", path(tile))
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			hashes, err := tlog.StoredHashes(n*width+int64(i), data[2:end], own)
			if err != nil {
				return nil, err
			}
			own, data = append(own, hashes...), data[end:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("%s: does not end after its last entry", path(tile))
		}
	}
	return own, nil
}

// widest leaves out the narrower forms of a tile, which a log has only if it stood at such a size.
func widest(tiles []tlog.Tile) (kept []tlog.Tile) {
	for i, tile := range tiles {
		if i+1 == len(tiles) || tiles[i+1].L != tile.L || tiles[i+1].N != tile.N {
			kept = append(kept, tile)
		}
	}
	return kept
}

// prove reads hashes from the tiles as a client does that has nothing but the checkpoint.
func prove(tree, old tlog.Tree, own memory, folder string, samples int) error {
	reader := tlog.TileHashReader(tree, files(folder))
	random := rand.New(rand.NewSource(int64(binary.BigEndian.Uint64(tree.Hash[:8]))))
	for i := 0; i < samples; i++ {
		index := random.Int63n(tree.N)
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return err
		}
		leaf := own[tlog.StoredHashIndex(0, index)]
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return fmt.Errorf("entry %d: %v", index, err)
		}
	}
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("consistency with %d entries: %v", old.N, err)
	}
	return nil
}

type files string

func (folder files) Height() int { return height }

func (folder files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = os.ReadFile(filepath.Join(string(folder), path(tile))); err != nil {
			return nil, err
		}
	}
	return data, nil
}

func (folder files) SaveTiles([]tlog.Tile, [][]byte) {}

// path is where C2SP has a tile: as sumdb has it, without the height, and with "entries" for "data".
func path(tile tlog.Tile) string {
	there := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	return filepath.Join("tile", strings.Replace(there, "data/", "entries/", 1))
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
