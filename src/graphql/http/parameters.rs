//! The parameters of a request: from a JSON body, or from the address.

use async_graphql::{Request, Variables};
use serde_json::{Map, Value};

/// Reads the body of a `POST`.
///
/// # Errors
///
/// Says, for whoever wrote the program, what is wrong with it.
pub fn from_body(body: &[u8]) -> Result<Request, String> {
    let parsed =
        serde_json::from_slice(body).map_err(|error| format!("The body is not JSON: {error}."))?;
    match parsed {
        Value::Object(parameters) => from_map(parameters),
        Value::Array(_) => Err("Several requests in one are not supported.".to_owned()),
        _ => Err("The body must be a JSON object with a `query`.".to_owned()),
    }
}

/// Reads the address of a `GET`, in which `variables` and `extensions` are JSON.
///
/// # Errors
///
/// Says, for whoever wrote the program, what is wrong with it.
pub fn from_address(query: &str) -> Result<Request, String> {
    let mut parameters = Map::new();
    for (name, text) in url::form_urlencoded::parse(query.as_bytes()) {
        let value = match name.as_ref() {
            // In an address this is how something is left out.
            "operationName" if text.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&text)
                .map_err(|error| format!("`{name}` is not JSON: {error}."))?,
            _ => Value::String(text.into_owned()),
        };
        if parameters.insert(name.to_string(), value).is_some() {
            return Err(format!("`{name}` is given twice."));
        }
    }
    from_map(parameters)
}

fn from_map(mut parameters: Map<String, Value>) -> Result<Request, String> {
    let query = match parameters.remove("query") {
        Some(Value::String(query)) => query,
        None => return Err("`query` is missing.".to_owned()),
        Some(_) => return Err("`query` must be a text.".to_owned()),
    };
    let mut request = Request::new(query);
    match parameters.remove("operationName") {
        None | Some(Value::Null) => {}
        Some(Value::String(name)) => request = request.operation_name(name),
        Some(_) => return Err("`operationName` must be a text.".to_owned()),
    }
    if let Some(variables) = object(&mut parameters, "variables")? {
        request = request.variables(Variables::from_json(variables));
    }
    object(&mut parameters, "extensions")?;
    Ok(request)
}

fn object(parameters: &mut Map<String, Value>, name: &str) -> Result<Option<Value>, String> {
    match parameters.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value @ Value::Object(_)) => Ok(Some(value)),
        Some(_) => Err(format!("`{name}` must be an object.")),
    }
}
