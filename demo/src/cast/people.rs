//! Names.

use discord_simulator::Simulator;

use super::{Person, account};
use crate::conversations::Tongue::{self, English, French};

/// A name that people see, a unique name, a language.
pub(super) type Description = (&'static str, &'static str, Tongue);

/// Founded it all, and may do everything.
pub const OWNER: Description = ("Noor Haddad", "noor", English);
/// Of the staff: whom the demo proposes to be.
pub const AGENT: Description = STAFF[2];
/// Of the members: whom the demo proposes to be.
pub const MEMBER: Description = MEMBERS[0];

pub(super) const STAFF: [Description; 8] = [
    ("Ingrid Solberg", "ingrid", English),
    ("Tomás Rey", "tomas", English),
    ("Ada Okafor", "ada", English),
    ("Jonas Brandt", "jonas", English),
    ("Yuki Tanaka", "yuki", English),
    ("Camille Roux", "camille", French),
    ("Petra Novák", "petra", English),
    ("Eli Stone", "eli", English),
];

pub(super) const MEMBERS: [Description; 40] = [
    ("Mila Jansen", "milaj", English),
    ("Oskar", "oskar.the.owl", English),
    ("Priya Nair", "priya_n", English),
    ("fernweh", "fernweh", English),
    ("Lucas Moreau", "lucasmoreau", French),
    ("Big Tuna", "bigtuna", English),
    ("Hana Kim", "hanakim", English),
    ("sable", "sable.fox", English),
    ("Dmitri", "dmitri_v", English),
    ("Élodie", "elodie.b", French),
    ("Wren Ashby", "wrenashby", English),
    ("Kofi", "kofi_mensah", English),
    ("mothlight", "mothlight", English),
    ("Sofia Rossi", "sofiar", English),
    ("Ben Carter", "bencarter", English),
    ("nightjar", "nightjar", English),
    ("Aiko", "aiko.m", English),
    ("Théo Lambert", "theolambert", French),
    ("Grace Osei", "grace.osei", English),
    ("pebble", "pebblepebble", English),
    ("Marek", "marek_z", English),
    ("Zoë van Dijk", "zoevandijk", English),
    ("Rafael", "rafa.lima", English),
    ("quietstorm", "quietstorm", English),
    ("Leila Amari", "leila.a", French),
    ("Finn", "finn_o_hara", English),
    ("Nadia", "nadia.k", English),
    ("turnip king", "turnipking", English),
    ("Chloé", "chloe.dpt", French),
    ("Amir", "amir_h", English),
    ("Ruth Lindqvist", "ruthl", English),
    ("Joon", "joon.park", English),
    ("oatmeal", "oatmeal_", English),
    ("Valentina", "vale.cruz", English),
    ("Sam Whitlock", "samwhitlock", English),
    ("Bastien", "bastien", French),
    ("Mei Lin", "meilin", English),
    ("grumblebee", "grumblebee", English),
    ("Anders", "anders.h", English),
    ("Ivy Clarke", "ivyclarke", English),
];

/// Makes the account.
pub(super) fn bear(simulator: &Simulator, &(name, username, tongue): &Description) -> Person {
    let id = simulator.change(|world| {
        let id = world.next_snowflake();
        world.insert_user(account(id, username, name))
    });
    Person {
        id,
        username,
        name,
        tongue,
    }
}
