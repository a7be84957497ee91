//! Draws a small PNG, different for every number: a pattern of squares, mirrored like a face.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use sha2::{Digest, Sha256};

const SIDE: usize = 80;
const CELLS: usize = 5;

/// The picture of a number.
pub(crate) fn draw(seed: u64) -> Vec<u8> {
    let digest = Sha256::digest(seed.to_be_bytes());
    let colour = [digest[0] / 2 + 64, digest[1] / 2 + 64, digest[2] / 2 + 64];
    let mut rows = Vec::with_capacity(SIDE * (SIDE * 3 + 1));
    for y in 0..SIDE {
        // Every row of a PNG begins with the number of its filter; 0 is none.
        rows.push(0);
        for x in 0..SIDE {
            let (column, row) = (x * CELLS / SIDE, y * CELLS / SIDE);
            let mirrored = column.min(CELLS - 1 - column);
            let is_filled = digest[3 + row * 3 + mirrored] & 1 == 1;
            rows.extend(if is_filled { colour } else { [236, 238, 242] });
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = u32::try_from(SIDE).unwrap_or_default().to_be_bytes();
    let header = [side.as_slice(), side.as_slice(), &[8, 2, 0, 0, 0]].concat();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &packed(&rows).unwrap_or_default());
    chunk(&mut png, b"IEND", &[]);
    png
}

fn packed(rows: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(rows)?;
    encoder.finish()
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap_or_default();
    png.extend(length.to_be_bytes());
    png.extend(kind);
    png.extend(data);
    png.extend(crc.sum().to_be_bytes());
}
