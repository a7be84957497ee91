//! The database: the private cluster, the migrations, and connections.

mod connecting;
mod migrations;
mod private_cluster;
