//! Small bridges to JavaScript values.

use js_sys::{JSON, Object, Reflect};
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::view::MapError;

/// An object of some members.
pub fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        put(&object, name, &value);
    }
    object.into()
}

/// Sets a member of an object of ours.
pub fn put(object: &JsValue, name: &str, value: &JsValue) {
    // Only frozen objects refuse.
    let _refused = Reflect::set(object, &name.into(), value);
}

/// A list of two numbers.
pub fn pair([x, y]: [f64; 2]) -> JsValue {
    js_sys::Array::of2(&x.into(), &y.into()).into()
}

/// A JSON value as a JavaScript one; the browser's own parser is the fastest there is.
pub fn value(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}

/// JSON text as a JavaScript value.
pub fn parse(text: &str) -> Result<JsValue, MapError> {
    JSON::parse(text).map_err(|error| failed(&error))
}

/// What JavaScript threw, for the log.
pub fn failed(error: &JsValue) -> MapError {
    let said = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    MapError::Failed(said.or_else(|| error.as_string()).unwrap_or_else(|| "no reason given".to_owned()))
}

/// Milliseconds of the page's clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
