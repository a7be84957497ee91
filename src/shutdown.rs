//! When to stop.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

/// A future that ends when somebody wants the server to stop: Ctrl-C in a terminal, or SIGTERM from whatever runs it.
///
/// From the call on, before the future is first awaited, these signals end the process no more.
pub fn requested() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => tracing::info!("stopping (SIGINT)"),
            _ = terminate.recv() => tracing::info!("stopping (SIGTERM)"),
        }
    })
}
