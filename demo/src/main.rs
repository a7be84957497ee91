//! The `rustmail-demo` program.

use std::process::ExitCode;

use clap::Parser as _;
use rustmail_demo::command_line::CommandLine;

fn main() -> ExitCode {
    CommandLine::parse().run()
}
