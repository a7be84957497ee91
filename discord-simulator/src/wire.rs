//! The connection under a request, so that a fault can tear it.

use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;

/// A listener whose connections send small packets at once; waiting for more costs 40 ms a hop.
pub(crate) struct PromptListener(pub(crate) TcpListener);

/// A second handle on a connection's socket; it lives as long as the connection serves requests.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    socket: Option<Arc<TcpStream>>,
}

impl Wire {
    /// Ends the connection at once, whatever is under way on it.
    pub(crate) fn tear(&self) {
        let torn = self
            .socket
            .as_ref()
            .map(|socket| socket.shutdown(Shutdown::Both));
        if let Some(Err(error)) = torn {
            tracing::debug!(%error, "a connection had already fallen");
        }
    }
}

impl Listener for PromptListener {
    type Io = tokio::net::TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delays");
        }
        (stream, address)
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, PromptListener>> for Wire {
    fn connect_info(stream: IncomingStream<'_, PromptListener>) -> Self {
        let handle = stream.io().as_fd().try_clone_to_owned();
        let socket = handle.ok().map(|handle| Arc::new(TcpStream::from(handle)));
        Self { socket }
    }
}
