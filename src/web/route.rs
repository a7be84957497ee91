//! An address of the panel: how it is asked for, who may ask, and who answers. The router is made from lists of these, and so is the
//! test that tries every address as everybody: no route can be forgotten in either.
//!
//! An address is closed to whoever lacks what it names, whatever its handler does. The verbs check as well; a page that asks no verb
//! has only this.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::{Method, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};

use crate::app::App;
use crate::error::Refusal;
use crate::models::actor::Staff;
use crate::models::permission::Permission;
use crate::web::failure::Failure;
use crate::web::sign_in::{own_path, turning_away};
use crate::web::typed;
use crate::web::visit::{self, Visit};

/// An address and the method by which it is asked for.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The address, with a name in braces for every part that varies.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
    /// Whether open pages ask for it without anybody having done anything: that keeps nobody signed in.
    pub is_asked_by_pages: bool,
    handler: MethodRouter<Arc<App>>,
}

/// Who may ask for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody, signed in or not.
    Anybody,
    /// Programs, by an API key: whoever answers finds out which, and what it may do.
    Program,
    /// Everybody who is signed in, whatever they may do.
    SignedIn,
    /// Whoever holds the permission.
    May(Permission),
    /// Whoever holds one of the permissions.
    MayAny(&'static [Permission]),
    /// Whom the configuration lets do everything.
    SuperAdmin,
}

impl Route {
    /// An address that shows something.
    pub fn get<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            who,
            is_asked_by_pages: false,
            handler: get(handler),
        }
    }

    /// An address that changes something.
    pub fn post<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            who,
            is_asked_by_pages: false,
            handler: post(handler),
        }
    }

    /// The same address, where it is open pages that ask for it, over and over.
    pub fn asked_by_pages(self) -> Self {
        Self {
            is_asked_by_pages: true,
            ..self
        }
    }
}

/// A router for these routes, each behind the question who may ask.
pub fn router(app: &Arc<App>, routes: Vec<Route>) -> Router<Arc<App>> {
    routes.into_iter().fold(Router::new(), |router, route| {
        let handler = match route.who {
            Who::Anybody | Who::Program => route.handler,
            who => {
                let asked = middleware::from_fn_with_state((Arc::clone(app), who), let_in);
                route.handler.route_layer(asked)
            }
        };
        router.route(route.path, handler)
    })
}

/// The way from every address that only takes what is sent to it: whoever reads it is led to the nearest page above it. A form that was
/// refused leaves its address in the browser, to be copied, kept and opened again.
pub fn ways_back(routes: &[Route]) -> Router<Arc<App>> {
    let is_page = |path: &str| {
        let mut pages = routes.iter();
        pages.any(|route| route.method == Method::GET && route.path == path)
    };
    let only_written = routes
        .iter()
        .map(|route| route.path)
        .filter(|path| !is_page(path))
        .collect::<BTreeSet<_>>();
    only_written
        .into_iter()
        .fold(Router::new(), |router, path| {
            let above = std::iter::successors(Some(path), |path| Some(path.rsplit_once('/')?.0));
            let page = above.skip(1).find(|path| is_page(path)).unwrap_or_default();
            let depth = page.matches('/').count();
            let lead = async move |uri: Uri| {
                let kept: Vec<&str> = uri.path().split('/').take(depth + 1).collect();
                Redirect::to(own_path(&kept.join("/")))
            };
            router.route(path, get(lead))
        })
}

impl Who {
    /// Refuses whoever holds too little.
    fn admit(self, staff: &Staff) -> Result<(), Refusal> {
        let held = &staff.permissions;
        match self {
            Self::Anybody | Self::Program | Self::SignedIn => Ok(()),
            Self::SuperAdmin if staff.is_super_admin => Ok(()),
            Self::SuperAdmin => Err(Refusal::Forbidden("super_admin")),
            Self::May(permission) => held.require(permission),
            Self::MayAny(permissions) => {
                if permissions.iter().any(|&one| held.include(one)) {
                    return Ok(());
                }
                permissions
                    .iter()
                    .try_for_each(|&permission| held.require(permission))
            }
        }
    }
}

async fn let_in(
    State((app, who)): State<(Arc<App>, Who)>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Visit>() else {
        return visit::outside_the_gate().into_response();
    };
    let Some(signed_in) = &visit.signed_in else {
        return visit.demand_sign_in(&app);
    };
    let held = &signed_in.staff.permissions;
    if who != Who::SignedIn && !held.include(Permission::ViewPanel) {
        return turning_away::turn_away(&app, visit, signed_in).await;
    }
    if let Err(refusal) = who.admit(&signed_in.staff) {
        return typed::with(Failure::from(refusal), typed::of(request).await);
    }
    next.run(request).await
}
