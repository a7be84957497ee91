//! Buttons, menus and the newer layout components: which may stand where, and how many.

mod settling;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::form::{self, Form};

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_INPUT: u64 = 4;
const MAX_ROWS: usize = 5;
const MAX_COMPONENTS: usize = 40;
/// What may stand at the top of a message that is laid out by components.
const TOP_LEVEL: [u64; 7] = [ROW, 9, 10, 12, 13, 14, 17];

/// How a message is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// Text and embeds with rows of buttons below.
    Classic,
    /// By components only.
    Components,
}

/// Notes everything that is wrong with a message's components.
pub(super) fn check(form: &mut Form, components: &[Value], layout: Layout) {
    let by_components = layout == Layout::Components;
    let most = if by_components {
        MAX_COMPONENTS
    } else {
        MAX_ROWS
    };
    if components.len() > most {
        form.between("components", components.len(), (1, most));
    }
    let mut custom_ids = BTreeSet::new();
    for (index, component) in components.iter().enumerate() {
        let path = format!("components.{index}");
        let kind = kind_of(component);
        let fits = if by_components {
            TOP_LEVEL.contains(&kind)
        } else {
            kind == ROW
        };
        if !fits {
            let choices = if by_components {
                "(1, 9, 10, 12, 13, 14, 17)"
            } else {
                "(1,)"
            };
            let sentence = format!("Value of field \"type\" must be one of {choices}.");
            form.refuse(&path, "UNION_TYPE_CHOICES", sentence);
        }
        check_inside(form, &path, component, &mut custom_ids);
    }
}

fn check_inside(form: &mut Form, path: &str, component: &Value, custom_ids: &mut BTreeSet<String>) {
    check_custom_id(form, path, component, custom_ids);
    match kind_of(component) {
        ROW => check_row(form, path, component),
        BUTTON => check_button(form, path, component),
        3 => check_menu(form, path, component),
        TEXT_INPUT => form.refuse(
            path,
            "COMPONENT_TYPE_INVALID",
            "Text inputs are only allowed in modals.",
        ),
        _ => {}
    }
    for (index, child) in form::list(component, "components").iter().enumerate() {
        check_inside(
            form,
            &format!("{path}.components.{index}"),
            child,
            custom_ids,
        );
    }
    if let Some(accessory) = component.get("accessory") {
        check_inside(form, &format!("{path}.accessory"), accessory, custom_ids);
    }
}

fn check_custom_id(
    form: &mut Form,
    path: &str,
    component: &Value,
    custom_ids: &mut BTreeSet<String>,
) {
    let Some(custom_id) = component.get("custom_id").and_then(Value::as_str) else {
        return;
    };
    form.between(
        &format!("{path}.custom_id"),
        custom_id.chars().count(),
        (1, 100),
    );
    if !custom_ids.insert(custom_id.to_owned()) {
        let sentence = "Component custom id cannot be duplicated";
        form.refuse(
            &format!("{path}.custom_id"),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            sentence,
        );
    }
}

fn check_row(form: &mut Form, path: &str, row: &Value) {
    let children = form::list(row, "components");
    let buttons = children
        .iter()
        .filter(|child| kind_of(child) == BUTTON)
        .count();
    let mixes = buttons > 0 && buttons < children.len() || buttons == 0 && children.len() > 1;
    if mixes {
        let sentence = "The specified component exceeds the maximum width";
        form.refuse(
            &format!("{path}.components"),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            sentence,
        );
    }
    form.between(&format!("{path}.components"), children.len(), (1, 5));
}

fn check_button(form: &mut Form, path: &str, button: &Value) {
    const LINK: u64 = 5;
    const PREMIUM: u64 = 6;
    let style = button
        .get("style")
        .and_then(form::number)
        .unwrap_or_default();
    if !(1..=PREMIUM).contains(&style) {
        let sentence = "Value must be one of {1, 2, 3, 4, 5, 6}.";
        form.refuse(&format!("{path}.style"), "BASE_TYPE_CHOICES", sentence);
    }
    form.at_most(&format!("{path}.label"), form::text(button, "label"), 80);
    if style == LINK && form::text(button, "url").is_empty() {
        form.refuse(path, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
    }
    if style < LINK && form::text(button, "custom_id").is_empty() {
        form.refuse(
            path,
            "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
            "A custom id is required",
        );
    }
    let faceless =
        form::text(button, "label").is_empty() && button.get("emoji").is_none_or(Value::is_null);
    if style != PREMIUM && faceless {
        form.refuse(
            path,
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            "A label or emoji is required",
        );
    }
}

fn check_menu(form: &mut Form, path: &str, menu: &Value) {
    let options = form::list(menu, "options");
    form.between(&format!("{path}.options"), options.len(), (1, 25));
    let mut values = BTreeSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = format!("{path}.options.{index}");
        form.between(
            &format!("{path}.label"),
            form::text(option, "label").chars().count(),
            (1, 100),
        );
        form.at_most(
            &format!("{path}.description"),
            form::text(option, "description"),
            100,
        );
        if !values.insert(form::text(option, "value").to_owned()) {
            let sentence = "The specified option value is already used";
            form.refuse(
                &format!("{path}.value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                sentence,
            );
        }
    }
}

fn kind_of(component: &Value) -> u64 {
    component
        .get("type")
        .and_then(form::number)
        .unwrap_or_default()
}
