//! As whom Postgres runs. It refuses to run as root.

use anyhow::{Result, bail};
use nix::unistd::{User, geteuid};

/// The user Postgres runs as.
pub(super) struct ServerUser {
    /// Whom to become; nobody when the server is not root itself.
    pub(super) other: Option<(u32, u32)>,
}

impl ServerUser {
    pub(super) fn choose() -> Result<Self> {
        if !geteuid().is_root() {
            return Ok(Self { other: None });
        }
        for name in ["postgres", "nobody"] {
            if let Some(user) = User::from_name(name)? {
                let other = Some((user.uid.as_raw(), user.gid.as_raw()));
                return Ok(Self { other });
            }
        }
        bail!(
            "Postgres does not run as root, and there is neither a user postgres nor a user nobody to run it as. \
             Create one with: adduser --system postgres"
        )
    }
}
