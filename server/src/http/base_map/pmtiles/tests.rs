//! Archives written here byte by byte, as the specification says.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nabcd";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An archive with one picture at 1/1/1, under a leaf directory.
fn archive(tile_type: u8) -> Vec<u8> {
    let leaf = gzip(&[1, 3, 1, PICTURE.len() as u8, 1]);
    let root = gzip(&[1, 3, 0, leaf.len() as u8, 1]);
    let mut file = b"PMTiles\x03".to_vec();
    let (root_at, leaf_at) = (127, 127 + root.len());
    let tiles_at = leaf_at + leaf.len();
    for number in [root_at, root.len(), 0, 0, leaf_at, leaf.len(), tiles_at, PICTURE.len(), 1, 1, 1] {
        file.extend((number as u64).to_le_bytes());
    }
    file.extend([0, 2, 1, tile_type, 0, 1]);
    file.resize(127, 0);
    [file, root, leaf, PICTURE.to_vec()].concat()
}

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

#[test]
fn a_tile_is_found_through_its_directories() {
    let file = written(&archive(2));
    let archive = Archive::open(file.path().to_str().unwrap()).unwrap();
    assert_eq!(archive.tile(1, 1, 1).unwrap(), PICTURE);
    for (z, x, y) in [(1, 0, 0), (0, 0, 0), (1, 1, 0), (9, 0, 0)] {
        assert!(matches!(archive.tile(z, x, y), Err(NoTile::Nowhere)), "{z}/{x}/{y}");
    }
}

#[test]
fn what_is_no_archive_of_pictures_is_named() {
    let open = |bytes: &[u8]| Archive::open(written(bytes).path().to_str().unwrap()).unwrap_err();
    assert!(matches!(open(b"hello"), Unusable::Io(_)));
    assert!(matches!(open(&[7; 200]), Unusable::NotPmtiles));
    assert!(matches!(open(&archive(1)), Unusable::NotPictures));
    let whole = archive(2);
    assert!(matches!(open(&whole[..130]), Unusable::Damaged));
    assert!(matches!(Archive::open("/nowhere/at/all"), Err(Unusable::Io(_))));
}
