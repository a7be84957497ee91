//! Starting and stopping: one listener for REST, gateway, sign-in, files, controls and the people's page.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use anyhow::Context;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Inner, Options, Simulator, keeping};
use crate::faults::Faults;
use crate::files::Files;
use crate::gateway::{self, Gateway};
use crate::openapi::Judge;
use crate::rate_limits::Counters;
use crate::rest;
use crate::wire::{PromptListener, Wire};
use crate::{authorize, cdn, control, site};

impl Simulator {
    /// Starts a simulator; it runs until it is stopped or its runtime ends.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(options.address).await;
        let listener = listener.with_context(|| format!("cannot listen on {}", options.address))?;
        let address = listener.local_addr()?;
        let mut world = keeping::load(&options)?;
        let base_url = reachable(&options, address);
        world.base_url.clone_from(&base_url);
        let simulator = Self {
            inner: Arc::new(Inner {
                base_url,
                world: Mutex::new(world),
                gateway: Gateway::default(),
                rate_limits: Counters::new(options.rate_limits),
                judge: Judge::from_environment()?,
                requests: Mutex::default(),
                changed: watch::Sender::new(0),
                stopping: CancellationToken::new(),
                stopped: CancellationToken::new(),
                faults: Faults::default(),
                files: Files::new(options.state.clone()),
                options,
            }),
        };
        simulator.clone().serve(listener);
        if simulator.options().state.is_some() {
            tokio::spawn(simulator.clone().keep_saving());
        }
        Ok(simulator)
    }

    /// Stops listening, cuts every connection and saves the world if it is kept.
    pub async fn stop(&self) {
        self.inner.stopping.cancel();
        self.inner.gateway.cut();
        self.inner.stopped.cancelled().await;
        if let Err(error) = self.save() {
            tracing::error!(%error, "the world could not be saved");
        }
    }

    fn serve(self, listener: TcpListener) {
        let listener = PromptListener(listener);
        let router = self.router().into_make_service_with_connect_info::<Wire>();
        tokio::spawn(async move {
            let stopping = self.inner.stopping.clone();
            let serving = axum::serve(listener, router);
            tokio::select! {
                result = serving.into_future() => {
                    if let Err(error) = result {
                        tracing::error!(%error, "the simulator stopped listening");
                    }
                }
                () = stopping.cancelled() => {}
            }
            self.inner.stopped.cancel();
        });
    }

    fn router(&self) -> Router {
        Router::new()
            .merge(rest::router(self))
            .merge(cdn::router())
            .merge(control::router())
            .merge(site::router())
            .route(
                "/oauth2/authorize",
                get(authorize::page).post(authorize::choose),
            )
            .route("/gateway", get(gateway::upgrade))
            .route("/gateway/", get(gateway::upgrade))
            .with_state(self.clone())
    }
}

/// The address to give to others: the one that was set, or the one that is listened on, named so that it can be reached.
fn reachable(options: &Options, mut address: SocketAddr) -> String {
    if let Some(url) = &options.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    format!("http://{address}")
}
