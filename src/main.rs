//! The `rustmail` program.

use std::process::ExitCode;

use clap::Parser as _;
use rustmail::command_line::CommandLine;
use rustmail::logging;

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    logging::start();
    command_line.run()
}
