//! The part of JSON Schema that the API's description uses.

use serde_json::Value;

/// Checks a value against the part of JSON Schema that the description uses, and that objects have no field beside it.
pub fn conforms(value: &Value, schema: &Value, described: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let known = &described["components"]["schemas"][name.rsplit('/').next().unwrap()];
        assert!(known.is_object(), "{at}: {name}");
        return conforms(value, known, described, at);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &&Value| {
            choice["required"].as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some())
        };
        let choice = choices.iter().find(fits).unwrap_or_else(|| panic!("{at}: {value}"));
        return conforms(value, choice, described, at);
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{at}: type {other}"),
    };
    match &schema["type"] {
        Value::String(name) => assert!(is(name), "{at} is no {name}: {value}"),
        Value::Array(names) => assert!(names.iter().any(|name| is(name.as_str().unwrap())), "{at}: {value}"),
        other => panic!("{at}: type {other}"),
    }
    if let Some(known) = schema["enum"].as_array() {
        assert!(known.contains(value), "{at}: {value}");
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        conforms(item, &schema["items"], described, &format!("{at}[{index}]"));
    }
    let Some(fields) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(fields.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
    }
    for (name, field) in fields {
        let known = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
        match known {
            Some(known) => conforms(field, known, described, &format!("{at}.{name}")),
            None => assert!(schema.get("properties").is_none(), "{at}: {name} is not described"),
        }
    }
}
