//! The API: a GraphQL schema over the verbs, and the way to it over HTTP.
//!
//! Resolvers parse what was asked, call one verb or one loader and show the result. No rule and no query lives here, and no limit on
//! what a request may cost lives in a resolver.

pub mod actor;
pub mod api_key;
pub mod asking;
pub mod assigning;
pub mod attachment;
pub mod batching;
pub mod block;
pub mod bot;
pub mod category;
pub mod closing;
pub mod closure;
pub mod completion;
pub mod connection;
pub mod delivery;
pub mod drafting;
pub mod entitlement;
pub mod event;
pub mod failed_job;
pub mod fault;
pub mod global_id;
pub mod grant;
pub mod health;
pub mod http;
pub mod idempotency;
pub mod input_fields;
pub mod lending;
pub mod limits;
pub mod listing;
pub mod loaders;
pub mod member;
pub mod message;
pub mod moving;
pub mod naming;
pub mod node;
pub mod opening;
pub mod origin;
pub mod presence;
pub mod priority;
pub mod reopening;
pub mod replying;
pub mod requester;
pub mod retrying;
pub mod saved_view;
pub mod searching;
pub mod session;
pub mod setting;
pub mod snippet;
pub mod snowflake;
pub mod socket;
pub mod statistics;
pub mod subscribing;
pub mod tagging;
pub mod ticket;
pub mod ticket_payload;
pub mod user;
pub mod user_error;
pub mod viewer;
pub mod watching;

use std::sync::Arc;

use async_graphql::{MergedObject, Schema};
use axum::Router;
use axum::routing::{MethodRouter, any};

use crate::app::App;
use crate::graphql::socket::Places;
use crate::graphql::subscribing::Telling;

/// What can be asked.
#[derive(MergedObject, Default)]
pub struct Query(
    viewer::ViewerQuery,
    ticket::TicketQuery,
    assigning::AssigneeQuery,
    listing::ListQuery,
    searching::SearchQuery,
    member::MemberQuery,
    snippet::SnippetQuery,
    category::CategoryQuery,
    block::BlockQuery,
    node::NodeQuery,
    grant::GrantQuery,
    session::SessionQuery,
    event::EventQuery,
    failed_job::FailedJobQuery,
    statistics::StatisticsQuery,
    setting::ConfigurationQuery,
    bot::BotQuery,
    api_key::ApiKeyQuery,
    entitlement::EntitlementQuery,
    health::HealthQuery,
);

/// What can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    opening::Opening,
    replying::Replying,
    drafting::Drafting,
    assigning::Assigning,
    moving::Moving,
    naming::Naming,
    tagging::Tagging,
    closing::Closing,
    reopening::Reopening,
    retrying::Retrying,
    block::Blocking,
    grant::Granting,
    session::Ending,
    failed_job::Mending,
    setting::Configuring,
    bot::Controlling,
    snippet::changing::Snippets,
    category::changing::Categories,
    api_key::Keys,
    saved_view::Views,
);

/// The schema with everything that keeps requests within bounds.
pub type ApiSchema = Schema<Query, Mutation, Telling>;

/// An address of the API. Who asks is found out, and what they may ask for is decided, by whoever answers.
pub struct Address {
    /// The path.
    pub path: &'static str,
    handler: MethodRouter<http::Api>,
}

/// Every address of the API. The router is made from them, and so is the test that tries each as everybody.
pub fn addresses() -> Vec<Address> {
    vec![Address {
        path: "/graphql",
        handler: any(http::answer),
    }]
}

/// The router of the API.
pub fn routes(app: Arc<App>) -> Router {
    let api = http::Api {
        app,
        schema: schema(),
        places: Places::default(),
    };
    let routes = addresses()
        .into_iter()
        .fold(Router::new(), |router, address| {
            router.route(address.path, address.handler)
        });
    routes.with_state(api)
}

/// The schema in GraphQL's own language, as `schema.graphql` has it.
pub fn sdl() -> String {
    schema().sdl()
}

fn schema() -> ApiSchema {
    Schema::build(Query::default(), Mutation::default(), Telling)
        .limit_depth(limits::DEEPEST)
        .limit_complexity(limits::COSTLIEST)
        .limit_directives(limits::MOST_DIRECTIVES)
        .extension(limits::Limits)
        .extension(completion::Completion)
        .extension(input_fields::Remembering)
        .finish()
}
