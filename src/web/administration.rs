//! The administration: permissions, people, sessions, the audit log, failures, health, and the doctor.

pub mod deliveries;
pub mod doctor;
pub mod facts;
pub mod grants;
pub mod health;
pub mod log;
pub mod naming;
pub mod people;
pub mod sentences;
pub mod sessions;

use axum::response::Redirect;
use views::administration::{Frame, Section};

use crate::models::permission::Permission;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// Whoever may open some page of the administration.
pub const SOMEBODY: Who = Who::MayAny(&[Permission::ManagePermissions, Permission::ManageBot]);

const OF_PERMISSIONS: [Section; 4] = [
    Section::Grants,
    Section::People,
    Section::Sessions,
    Section::Log,
];
const OF_THE_BOT: [Section; 3] = [Section::Deliveries, Section::Health, Section::Doctor];

/// The pages of the administration.
pub fn routes() -> Vec<Route> {
    let groups = [
        vec![Route::get("/administration", SOMEBODY, index)],
        grants::routes(),
        people::routes(),
        sessions::routes(),
        log::routes(),
        deliveries::routes(),
        health::routes(),
        doctor::routes(),
    ];
    groups.into_iter().flatten().collect()
}

/// `GET /administration`: the first page that somebody may open.
pub async fn index(signed: Signed) -> Redirect {
    let first = open_to(&signed).into_iter().next();
    Redirect::to(first.unwrap_or(Section::Health).address())
}

/// The frame of one of its pages.
pub(super) fn frame(signed: &Signed, current: Section) -> Frame {
    Frame {
        current,
        open: open_to(signed),
    }
}

fn open_to(signed: &Signed) -> Vec<Section> {
    let parts = [
        (Permission::ManagePermissions, OF_PERMISSIONS.as_slice()),
        (Permission::ManageBot, OF_THE_BOT.as_slice()),
    ];
    let open = parts.into_iter().filter(|(needed, _)| signed.may(*needed));
    open.flat_map(|(_, sections)| sections.iter().copied())
        .collect()
}
