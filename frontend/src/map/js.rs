//! Small bridges to JavaScript values.

use js_sys::{JSON, Object, Reflect};
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

/// JSON text as a JavaScript value; the browser's own parser is the fastest there is.
pub fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::NULL)
}

/// A member of an object; undefined where there is none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// JSON text of a value, for comparing.
pub fn text(value: &JsValue) -> String {
    JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// What JavaScript threw, for the log.
pub fn failed(error: &JsValue) -> MapError {
    let said = get(error, "message").as_string();
    MapError::Failed(said.or_else(|| error.as_string()).unwrap_or_else(|| "no reason given".to_owned()))
}

/// Milliseconds of the page's clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
