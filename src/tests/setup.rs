//! The setup, as somebody meets it who has just installed Rustmail: over the network, with a browser that keeps cookies.

mod asking;
mod door;
mod scene;
mod signing;
mod silence;
mod walking;
mod writing;
