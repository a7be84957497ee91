//! What browsers show of a file by themselves. Nothing that could run as a page is among it, so no picture as SVG either.

/// What a browser does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// It shows it.
    Picture,
    /// It plays it, with pictures.
    Film,
    /// It plays it.
    Sound,
}

const SHOWN: [(&str, Medium); 17] = [
    ("image/png", Medium::Picture),
    ("image/jpeg", Medium::Picture),
    ("image/gif", Medium::Picture),
    ("image/webp", Medium::Picture),
    ("image/avif", Medium::Picture),
    ("video/mp4", Medium::Film),
    ("video/webm", Medium::Film),
    ("video/quicktime", Medium::Film),
    ("audio/mpeg", Medium::Sound),
    ("audio/ogg", Medium::Sound),
    ("audio/wav", Medium::Sound),
    ("audio/x-wav", Medium::Sound),
    ("audio/mp4", Medium::Sound),
    ("audio/x-m4a", Medium::Sound),
    ("audio/webm", Medium::Sound),
    ("audio/flac", Medium::Sound),
    ("audio/aac", Medium::Sound),
];

impl Medium {
    /// What a browser does with a file of this type; `None` when it only saves it.
    pub fn of(media_type: &str) -> Option<Self> {
        entry(media_type).map(|(_, medium)| medium)
    }
}

/// The type under which a file is shown; `None` when it is only saved.
pub fn shown(media_type: &str) -> Option<&'static str> {
    entry(media_type).map(|(media_type, _)| media_type)
}

/// What follows a semicolon says how it is coded, which browsers find out.
fn entry(media_type: &str) -> Option<(&'static str, Medium)> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    SHOWN
        .into_iter()
        .find(|(shown, _)| shown.eq_ignore_ascii_case(essence))
}
