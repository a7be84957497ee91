//! Faults, the gateway, the clock, and looking behind the curtain.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::faults::Fault;
use crate::form;
use crate::gateway::close::Close;
use crate::gateway::{Flow, Heart, Recovery};
use crate::rest::call::Call;
use crate::rest::{Answer, Reply};

/// What can be done to the gateway.
#[derive(Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
enum Disturbance {
    Cut,
    Close {
        code: u16,
        #[serde(default)]
        reason: String,
    },
    Reconnect,
    Invalidate {
        #[serde(default)]
        resumable: bool,
    },
    ForgetSessions,
    SilenceHeart,
    BeatHeart,
    Pause,
    Flow,
}

pub(super) async fn faults(call: Call) -> Answer {
    Ok(Reply::Json(json!(call.simulator.faults_in_force())))
}

pub(super) async fn add_fault(call: Call) -> Answer {
    let fault: Fault = read_body(&call)?;
    call.simulator.fault(fault);
    Ok(Reply::Nothing)
}

pub(super) async fn clear_faults(call: Call) -> Answer {
    call.simulator.clear_faults();
    Ok(Reply::Nothing)
}

pub(super) async fn gateway(call: Call) -> Answer {
    let gateway = call.simulator.gateway();
    Ok(Reply::Json(
        json!({"connected": gateway.connected(), "identifies": gateway.identifies()}),
    ))
}

pub(super) async fn disturb_gateway(call: Call) -> Answer {
    let gateway = call.simulator.gateway();
    match read_body(&call)? {
        Disturbance::Cut => gateway.cut(),
        Disturbance::Close { code, reason } => gateway.close(Close::new(code, &reason)),
        Disturbance::Reconnect => gateway.ask_to_reconnect(),
        Disturbance::Invalidate { resumable: true } => gateway.invalidate(Recovery::Resume),
        Disturbance::Invalidate { resumable: false } => gateway.invalidate(Recovery::Identify),
        Disturbance::ForgetSessions => gateway.forget_sessions(),
        Disturbance::SilenceHeart => gateway.set_heart(Heart::Silent),
        Disturbance::BeatHeart => gateway.set_heart(Heart::Beating),
        Disturbance::Pause => gateway.set_flow(Flow::Paused),
        Disturbance::Flow => gateway.set_flow(Flow::Flowing),
    }
    Ok(Reply::Nothing)
}

pub(super) async fn clock(call: Call) -> Answer {
    Ok(Reply::Json(json!({"now": call.simulator.clock().now()})))
}

/// Moves the clock by `advance_seconds`, or stops it at `set`.
pub(super) async fn move_clock(call: Call) -> Answer {
    let clock = call.simulator.clock();
    if let Some(seconds) = call.body.get("advance_seconds").and_then(form::number) {
        clock.advance(TimeDelta::seconds(
            i64::try_from(seconds).unwrap_or_default(),
        ));
    }
    if let Ok(moment) = form::text(&call.body, "set").parse::<DateTime<Utc>>() {
        clock.set(moment);
    }
    call.simulator.wake();
    Ok(Reply::Json(json!({"now": clock.now()})))
}

pub(super) async fn requests(call: Call) -> Answer {
    let requests = call.simulator.requests();
    let requests = requests.iter().map(|request| {
        json!({
            "method": request.method, "route": request.route, "path": request.path, "status": request.status,
            "user_id": request.user_id,
        })
    });
    Ok(Reply::Json(requests.collect::<Value>()))
}

pub(super) async fn violations(call: Call) -> Answer {
    Ok(Reply::Json(json!(call.simulator.violations())))
}

pub(super) async fn world(call: Call) -> Answer {
    Ok(Reply::Json(call.read(|world| json!(world))))
}

fn read_body<T: serde::de::DeserializeOwned>(call: &Call) -> Result<T, ApiError> {
    let refusal = |error: serde_json::Error| ApiError::new(400, 0, error.to_string());
    serde_json::from_value(call.body.clone()).map_err(refusal)
}
