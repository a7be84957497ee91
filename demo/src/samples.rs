//! The files that members of the demo desk send: drawn and written on the spot.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const WIDTH: usize = 320;
const HEIGHT: usize = 180;

/// The contents of a file with this name, another one for every `number`.
pub fn file(name: &str, number: usize) -> Vec<u8> {
    if name.ends_with(".png") {
        landscape(number)
    } else {
        log(number).into_bytes()
    }
}

/// A log as a game might write it, ending in a crash.
fn log(number: usize) -> String {
    let mut log = String::from("Lanternwood 1.8.2 (client)\n");
    for line in 0..60 {
        let (second, millis) = (line / 4, number * 37 % 1000);
        let zone = (number + line) % 9;
        // Writing into a text cannot fail.
        let written = writeln!(
            log,
            "[00:{second:02}.{millis:03}] zone {zone}: loaded {} tiles",
            40 + line * 3
        );
        debug_assert!(written.is_ok(), "a text takes everything");
    }
    log + "[00:15.001] fatal: water.frag: device lost (0x887a0005)\n"
}

/// Hills under an evening sky.
fn landscape(number: usize) -> Vec<u8> {
    let mut rows = Vec::with_capacity(HEIGHT * (WIDTH * 3 + 1));
    for y in 0..HEIGHT {
        // Every row of a PNG begins with the number of its filter; 0 is none.
        rows.push(0);
        for x in 0..WIDTH {
            rows.extend(pixel(x, y, number));
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [WIDTH, HEIGHT].map(|side| u32::try_from(side).unwrap_or_default().to_be_bytes());
    let header = [size[0].as_slice(), &size[1], &[8, 2, 0, 0, 0]].concat();
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"IDAT", &packed(&rows));
    chunk(&mut png, *b"IEND", &[]);
    png
}

fn pixel(x: usize, y: usize, number: usize) -> [u8; 3] {
    let tint = u8::try_from(number * 53 % 90).unwrap_or_default();
    for hill in 0..3 {
        let phase = (number * 7 + hill * 131) as f64;
        let slope = ((x as f64 + phase * 9.0) / (34.0 + 21.0 * hill as f64)).sin();
        let top = 80.0 + 30.0 * hill as f64 + slope * 14.0;
        if (y as f64) > top && (hill == 2 || (y as f64) < top + 60.0) {
            let shade = 70 - 20 * u8::try_from(hill).unwrap_or_default();
            return [shade / 2, shade + tint / 3, shade + 10];
        }
    }
    let height = u8::try_from(y * 120 / HEIGHT).unwrap_or_default();
    [70 + tint + height / 2, 60 + height, 110 + height / 2]
}

fn packed(rows: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Memory takes everything.
    let written = encoder.write_all(rows).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(content);
    let length = u32::try_from(content.len()).unwrap_or_default();
    png.extend(length.to_be_bytes());
    png.extend(kind);
    png.extend(content);
    png.extend(crc.sum().to_be_bytes());
}
