//! Starting and stopping: one listener for REST, gateway, sign-in, files, controls and the people's page.

use std::sync::{Arc, Mutex};

use anyhow::Context;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::{Inner, Options, Simulator};
use crate::faults::Faults;
use crate::files::Files;
use crate::gateway::{self, Gateway};
use crate::rate_limits::Counters;
use crate::rest;
use crate::wire::{PromptListener, Wire};
use crate::world::World;
use crate::{authorize, cdn};

impl Simulator {
    /// Starts a simulator; it runs until it is stopped or its runtime ends.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(options.address).await;
        let listener = listener.with_context(|| format!("cannot listen on {}", options.address))?;
        let address = listener.local_addr()?;
        let mut world = World::new(options.seed, options.clock.clone());
        world.base_url = format!("http://{address}");
        let simulator = Self {
            inner: Arc::new(Inner {
                address,
                world: Mutex::new(world),
                gateway: Gateway::default(),
                rate_limits: Counters::new(options.rate_limits),
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
        Ok(simulator)
    }

    /// Stops listening and cuts every connection.
    pub async fn stop(&self) {
        self.inner.stopping.cancel();
        self.inner.gateway.cut();
        self.inner.stopped.cancelled().await;
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
            .route(
                "/oauth2/authorize",
                get(authorize::page).post(authorize::choose),
            )
            .route("/gateway", get(gateway::upgrade))
            .route("/gateway/", get(gateway::upgrade))
            .with_state(self.clone())
    }
}
