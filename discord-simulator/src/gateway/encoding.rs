//! How payloads are packed: plain text, each in a zlib frame of its own, or all in one zlib stream.

use std::io::Write;

use axum::extract::ws::Message;
use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress};

/// The packing of one connection.
pub(super) enum Encoding {
    Plain,
    Frames,
    Stream(Box<Compress>),
}

impl Encoding {
    /// The packing that the address of the connection asks for.
    pub(super) fn of_transport(compress: Option<&str>) -> Self {
        match compress {
            Some("zlib-stream") => {
                Self::Stream(Box::new(Compress::new(Compression::default(), true)))
            }
            _ => Self::Plain,
        }
    }

    /// Packs one payload.
    pub(super) fn pack(&mut self, payload: String) -> std::io::Result<Message> {
        match self {
            Self::Plain => Ok(Message::text(payload)),
            Self::Frames => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(payload.as_bytes())?;
                Ok(Message::binary(encoder.finish()?))
            }
            Self::Stream(stream) => deflate(stream, payload.as_bytes()).map(Message::binary),
        }
    }
}

/// Feeds the shared stream and ends the piece with zlib's sync mark, by which clients see that a payload is complete.
fn deflate(stream: &mut Compress, payload: &[u8]) -> std::io::Result<Vec<u8>> {
    let start = stream.total_in();
    let mut packed = Vec::with_capacity(payload.len() / 2 + 64);
    loop {
        let done = usize::try_from(stream.total_in() - start).unwrap_or(payload.len());
        packed.reserve(1024);
        let rest = payload.get(done..).unwrap_or_default();
        let room = packed.capacity() - packed.len();
        let before = packed.len();
        stream
            .compress_vec(rest, &mut packed, FlushCompress::Sync)
            .map_err(std::io::Error::other)?;
        let filled_up = packed.len() - before == room;
        let consumed = usize::try_from(stream.total_in() - start).unwrap_or(payload.len());
        if consumed >= payload.len() && !filled_up {
            return Ok(packed);
        }
    }
}
