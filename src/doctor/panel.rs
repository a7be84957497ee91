//! How the panel is reached: switched on, listening, behind which proxy, under which address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

use ipnet::IpNet;

use crate::config::Config;
use crate::doctor::finding::{Finding, Reason, State, Value};

/// How long an address of ours may take to answer.
const PATIENCE: Duration = Duration::from_secs(4);
/// Where every server of ours answers, and what.
const SIGN_OF_LIFE: (&str, &str) = ("/healthz", "ok");

/// Who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Here {
    /// A process that only looks: whether a server runs is to be found out.
    CommandLine,
    /// A server, for somebody who got as far as its panel.
    Panel(Visit),
}

/// How somebody got to the panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visit {
    /// The host that their browser asked for.
    pub host: Option<String>,
    /// Who handed the request to us.
    pub peer: Option<IpAddr>,
    /// Whether that one says that it asks for somebody else.
    pub is_forwarded: bool,
}

/// Who listens on our port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listener {
    /// A server of ours.
    Ours,
    /// Another program.
    Other,
    /// Nobody.
    Nobody,
}

/// What came back from an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What a server of ours says.
    Ours,
    /// Something else, with this status.
    Other(u16),
    /// Nothing, for this reason.
    Silence(Reason),
}

/// What was seen of the ways to the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Who listens on the port; nothing when we do ourselves.
    pub listener: Option<Listener>,
    /// What the address for people answers; nothing when nobody could.
    pub public: Option<Answer>,
}

/// Tries the ways to the panel.
pub async fn look(config: &Config, here: &Here) -> Seen {
    let is_served = config.bot.enable_panel && config.server.role.serves_web();
    let listener = match here {
        Here::CommandLine if is_served => Some(listener(config.server.socket_address()).await),
        _ => None,
    };
    let is_there = config.bot.enable_panel && !matches!(listener, Some(Listener::Nobody));
    let public = match is_there {
        true => Some(ask(&config.public_url()).await),
        false => None,
    };
    Seen { listener, public }
}

async fn listener(address: SocketAddr) -> Listener {
    let loopback = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let near = SocketAddr::new(loopback, address.port());
    match ask(&format!("http://{near}")).await {
        Answer::Ours => Listener::Ours,
        Answer::Other(_) => Listener::Other,
        Answer::Silence(_) if TcpListener::bind(address).is_ok() => Listener::Nobody,
        Answer::Silence(_) => Listener::Other,
    }
}

async fn ask(address: &str) -> Answer {
    let (path, expected) = SIGN_OF_LIFE;
    let asking = async {
        let http = reqwest::Client::builder().timeout(PATIENCE).build()?;
        let mut response = http.get(format!("{address}{path}")).send().await?;
        let status = response.status().as_u16();
        let text = response.chunk().await?.unwrap_or_default();
        let is_ours = status == 200 && text.trim_ascii() == expected.as_bytes();
        Ok::<_, reqwest::Error>(match is_ours {
            true => Answer::Ours,
            false => Answer::Other(status),
        })
    };
    let silence = |error: reqwest::Error| {
        Answer::Silence(match error.is_timeout() {
            true => Reason::TooSlow(PATIENCE.as_secs()),
            false => Reason::Said(format!("{:#}", anyhow::Error::new(error.without_url()))),
        })
    };
    asking.await.unwrap_or_else(silence)
}

/// What is to be said of it.
pub fn judge(config: &Config, here: &Here, seen: &Seen) -> Vec<Finding> {
    if !config.bot.enable_panel {
        return vec![State::Warning.text("doctor-panel-off")];
    }
    let mut findings = Vec::new();
    if !config.server.role.serves_web() {
        findings.push(State::Good.text("doctor-panel-elsewhere"));
    }
    let address = config.server.socket_address();
    findings.extend(seen.listener.map(|listener| port(address, listener)));
    let url = config.public_url();
    findings.extend(
        seen.public
            .as_ref()
            .map(|answer| public(&url, answer, address)),
    );
    match here {
        Here::CommandLine => findings.extend(proxies(&url, &config.server.trusted_proxies)),
        Here::Panel(visit) => {
            findings.extend(host(&url, visit));
            findings.extend(proxy(visit, &config.server.trusted_proxies));
        }
    }
    findings
}

fn port(address: SocketAddr, listener: Listener) -> Finding {
    let values = [
        ("address", Value::of(address)),
        ("port", Value::of(address.port())),
    ];
    match listener {
        Listener::Ours => State::Good.with("doctor-port-good", values),
        Listener::Nobody => State::Warning.with("doctor-port-silent", values),
        Listener::Other => State::Bad.with("doctor-port-taken", values),
    }
}

fn public(url: &str, answer: &Answer, listening: SocketAddr) -> Finding {
    let (url, address) = (("url", Value::of(url)), ("address", Value::of(listening)));
    match answer {
        Answer::Ours => State::Good.with("doctor-public-good", [url]),
        Answer::Other(status) => {
            let status = ("status", Value::of(status));
            State::Bad.with("doctor-public-other", [url, address, status])
        }
        // Some networks keep a machine from reaching its own outer address, so this proves nothing.
        Answer::Silence(reason) => {
            let reason = ("reason", Value::Reason(reason.clone()));
            State::Warning.with("doctor-public-silent", [url, address, reason])
        }
    }
}

/// Plain HTTP is all that we speak, so that something stands before an address with TLS.
fn proxies(url: &str, trusted: &[IpNet]) -> Option<Finding> {
    let is_unknown = url.starts_with("https:") && trusted.is_empty();
    is_unknown.then(|| State::Warning.with("doctor-proxy-none", [("url", Value::of(url))]))
}

/// Whether somebody came by the address that we take for ours: cookies and forms belong to one address only.
fn host(url: &str, visit: &Visit) -> Option<Finding> {
    let host = visit.host.as_deref()?;
    let (_, ours) = url.split_once("://")?;
    if ours.eq_ignore_ascii_case(host) {
        return None;
    }
    let values = [("url", Value::of(url)), ("host", Value::of(host))];
    Some(State::Warning.with("doctor-host-other", values))
}

/// Whether whoever hands requests on to us is trusted to say for whom.
fn proxy(visit: &Visit, trusted: &[IpNet]) -> Option<Finding> {
    let peer = visit.peer.filter(|_| visit.is_forwarded)?.to_canonical();
    let values = [("address", Value::of(peer))];
    let is_trusted = trusted.iter().any(|proxies| proxies.contains(&peer));
    Some(match is_trusted {
        true => State::Good.with("doctor-proxy-good", values),
        false => State::Warning.with("doctor-proxy-unknown", values),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_makes_the_difference() {
        let address: SocketAddr = "0.0.0.0:3002".parse().unwrap();
        let cases = [
            (Listener::Ours, State::Good),
            (Listener::Nobody, State::Warning),
            (Listener::Other, State::Bad),
        ];
        for (listener, state) in cases {
            assert_eq!(port(address, listener).state, state, "{listener:?}");
        }
        let cases = [
            (Answer::Ours, State::Good),
            (Answer::Other(502), State::Bad),
            (Answer::Silence(Reason::TooSlow(4)), State::Warning),
        ];
        for (answer, state) in cases {
            let found = public("https://desk.example", &answer, address);
            assert_eq!(found.state, state, "{answer:?}");
        }
    }

    #[test]
    fn a_proxy_has_to_be_trusted_and_to_keep_the_host() {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
        let visit = |host: &str, peer: &str, is_forwarded| Visit {
            host: Some(host.to_owned()),
            peer: Some(peer.parse().unwrap()),
            is_forwarded,
        };
        let url = "https://desk.example";
        let cases = [
            (visit("desk.example", "192.0.2.1", false), vec![]),
            (
                visit("desk.example", "::ffff:10.1.1.1", true),
                vec!["doctor-proxy-good"],
            ),
            (
                visit("Desk.example", "192.0.2.1", true),
                vec!["doctor-proxy-unknown"],
            ),
            (
                visit("127.0.0.1:3002", "10.1.1.1", true),
                vec!["doctor-host-other", "doctor-proxy-good"],
            ),
        ];
        for (visit, keys) in cases {
            let found = host(url, &visit).into_iter().chain(proxy(&visit, &trusted));
            let found: Vec<&str> = found.map(|finding| finding.key).collect();
            assert_eq!(found, keys, "{visit:?}");
        }
        assert!(proxies(url, &trusted).is_none());
        assert!(proxies(url, &[]).is_some());
        assert!(proxies("http://localhost:3002", &[]).is_none());
    }
}
