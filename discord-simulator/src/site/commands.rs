//! Slash commands as forms, menu commands on messages, and the modal that a bot has opened.

use maud::{Markup, html};
use serde_json::Value;

use super::page::Place;
use crate::form;
use crate::world::command::{CHAT_INPUT, Command, MESSAGE, UsableForm};
use crate::world::interaction::{Interaction, InteractionKind, Progress};
use crate::world::message::Message;

/// Every command that the person is offered here, each with its form.
pub(super) fn forms(place: &Place) -> Markup {
    let offered = place.world.commands_for(place.user.id, place.channel);
    let slash = offered
        .into_iter()
        .filter(|command| command.kind == CHAT_INPUT);
    let forms: Vec<UsableForm> = slash.flat_map(Command::usable_forms).collect();
    html! {
        details id="commands" {
            summary { "Commands" }
            @if forms.is_empty() { p class="hint" { "No bot offers a command here." } }
            @for usable in &forms { (command_form(place, usable)) }
        }
    }
}

/// The commands in the menu of a message.
pub(super) fn on_message(place: &Place, message: &Message) -> Markup {
    let offered = place.world.commands_for(place.user.id, place.channel);
    let menu: Vec<&Command> = offered
        .into_iter()
        .filter(|command| command.kind == MESSAGE)
        .collect();
    html! {
        @if !message.is_ephemeral() {
            @for command in &menu {
                form method="post" action={ (place.address()) "/commands" } enctype="multipart/form-data" data-live {
                    input type="hidden" name="target_id" value=(message.id);
                    button name="name" value=(command.name) { (command.name) }
                }
            }
        }
    }
}

/// The modal that waits for the person, if there is one.
pub(super) fn open_modal(place: &Place) -> Markup {
    let waiting = place.world.interactions.values().rev().find(|interaction| {
        interaction.user_id == place.user.id
            && interaction.channel_id == place.channel.id
            && interaction.progress == Progress::OpenedModal
    });
    html! {
        div id="modal" {
            @if let Some(interaction) = waiting { (modal(place, interaction)) }
        }
    }
}

/// How an interaction is called where its failure is told.
pub(super) fn used_name(interaction: &Interaction) -> String {
    match interaction.kind {
        InteractionKind::Command => format!("/{}", form::text(&interaction.data, "name")),
        _ => "This interaction failed".to_owned(),
    }
}

fn command_form(place: &Place, usable: &UsableForm) -> Markup {
    html! {
        details class="command" data-command=(usable.name) {
            summary { strong { "/" (usable.name) } " " span { (usable.description) } }
            form method="post" action={ (place.address()) "/commands" } enctype="multipart/form-data" data-live {
                input type="hidden" name="name" value=(usable.name);
                @for option in &usable.options { (field(option)) }
                button { "Use" }
            }
        }
    }
}

fn field(option: &Value) -> Markup {
    let kind = option
        .get("type")
        .and_then(form::number)
        .unwrap_or_default();
    let name = format!("option:{}", form::text(option, "name"));
    let required = option
        .get("required")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    let choices = form::list(option, "choices");
    html! {
        label {
            span { (form::text(option, "name")) @if required { " *" } }
            @if !choices.is_empty() {
                select name=(name) required[required] {
                    option value="" { "—" }
                    @for choice in &choices { option value=(plain(&choice["value"])) { (form::text(choice, "name")) } }
                }
            } @else if kind == 5 {
                select name=(name) required[required] {
                    option value="" { "—" } option value="true" { "True" } option value="false" { "False" }
                }
            } @else if kind == 11 {
                input type="file" name=(name) required[required];
            } @else {
                input type="text" name=(name) required[required] placeholder=(form::text(option, "description"));
            }
        }
    }
}

fn modal(place: &Place, interaction: &Interaction) -> Markup {
    let inputs = inputs(&form::list(&interaction.answer, "components"));
    html! {
        form class="modal" role="dialog" method="post" data-live
            action={ "/as/" (place.user.id) "/modals/" (interaction.id) } {
            h2 { (form::text(&interaction.answer, "title")) }
            input type="hidden" name="back" value=(place.address());
            @for (label, input) in &inputs { (modal_field(label, input)) }
            button name="submit" value="1" { "Submit" }
            button name="dismiss" value="1" formnovalidate { "Cancel" }
        }
    }
}

fn modal_field(label: &str, input: &Value) -> Markup {
    const PARAGRAPH: u64 = 2;
    let required = input
        .get("required")
        .and_then(Value::as_bool)
        .unwrap_or(true);
    let is_long = input.get("style").and_then(form::number) == Some(PARAGRAPH);
    let name = format!("field:{}", form::text(input, "custom_id"));
    let options = form::list(input, "options");
    html! {
        label {
            span { (label) }
            @if !options.is_empty() {
                select name=(name) {
                    @for option in &options { option value=(form::text(option, "value")) { (form::text(option, "label")) } }
                }
            } @else if is_long {
                textarea name=(name) rows="4" required[required] { (form::text(input, "value")) }
            } @else {
                input type="text" name=(name) value=(form::text(input, "value")) required[required]
                    placeholder=(form::text(input, "placeholder"));
            }
        }
    }
}

/// The inputs of a modal with their labels, out of rows and label components alike.
fn inputs(components: &[Value]) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for component in components {
        let label = form::text(component, "label").to_owned();
        for child in form::list(component, "components") {
            found.push((form::text(&child, "label").to_owned(), child));
        }
        if let Some(child) = component.get("component") {
            found.push((label, child.clone()));
        }
    }
    found
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
