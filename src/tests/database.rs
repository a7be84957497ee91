//! The database: the private cluster, the migrations, and connections.

mod connecting;
mod encryption;
mod migrations;
mod private_cluster;
