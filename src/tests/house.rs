//! The rules of the house that a machine can hold: who may import whom, sizes, names, and what must agree.

mod code;
mod imports;
mod manifests;
mod names;
mod readme;
mod sizes;
mod source;
mod tables;
