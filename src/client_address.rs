//! The network address of whoever sends a request, also from behind a reverse proxy.
//!
//! A proxy tells in `X-Forwarded-For` for whom it asks, but so can anybody: the header counts only as far as the configuration trusts
//! whoever handed it on.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

/// The header in which a proxy appends the address that it was asked from.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of whoever sends a request; nothing when the request came over no network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

/// Notes on every request where it comes from, through proxies that are trusted.
pub async fn note(
    State(trusted): State<Arc<[IpNet]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(address)| address.ip());
    let client = ClientAddress::of(peer, request.headers(), &trusted);
    request.extensions_mut().insert(client);
    next.run(request).await
}

impl ClientAddress {
    /// The nearest address in the chain from `peer` backwards that is not a trusted proxy. What stands behind that one is only a claim.
    pub fn of(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let Some(peer) = peer else {
            return Self(None);
        };
        let is_trusted = |address: &IpAddr| trusted.iter().any(|proxies| proxies.contains(address));
        let mut nearest = peer.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        let mut hops = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.rsplit(','));
        while is_trusted(&nearest) {
            let Some(address) = hops.next().and_then(address) else {
                break;
            };
            nearest = address;
        }
        Self(Some(nearest))
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(f),
            None => f.write_str("unknown"),
        }
    }
}

/// An address as proxies write it: some add the port.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(with_port);
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderName};

    use super::{ClientAddress, FORWARDED_FOR};

    fn client(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8", "127.0.0.1/32"];
        let trusted = trusted.map(|proxies| proxies.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(
                HeaderName::from_static(FORWARDED_FOR),
                line.parse().unwrap(),
            );
        }
        let peer: IpAddr = peer.parse().unwrap();
        ClientAddress::of(Some(peer), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let cases: [(&str, &[&str], &str); 10] = [
            ("192.0.2.9", &[], "192.0.2.9"),
            ("192.0.2.9", &["198.51.100.1"], "192.0.2.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // Whatever the client claims itself stands further to the left.
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("fd00::1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("::ffff:127.0.0.1", &["2001:db8::7"], "2001:db8::7"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
        ];
        for (peer, forwarded, expected) in cases {
            assert_eq!(client(peer, forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_request_without_a_network_has_no_address() {
        let nowhere = ClientAddress::of(None, &HeaderMap::new(), &[]);
        assert_eq!(nowhere.to_string(), "unknown");
    }
}
