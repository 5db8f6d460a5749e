//! The headers that whole groups of answers share, said in one place: what keeps a copy fresh, in which language a
//! refusal is worded, how to ask again.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{Header, HeaderBuilder, OpenApi, RefOr, Response};

const ETAG: (&str, &str) =
    ("ETag", "Stands for this answer; send it back as `If-None-Match` to learn whether it is still good");
const CACHE: (&str, &str) =
    ("Cache-Control", "How long a copy may be kept; `immutable` where the bytes never change");
const REQUEST: (&str, &str) = ("X-Request-Id", "The request, as the server's log names it");
const LANGUAGE: (&str, &str) = ("Content-Language", "`zh` or `en`");
const CHALLENGE: (&str, &str) = ("WWW-Authenticate", "`Bearer`");

/// Describes the headers of every operation.
pub fn describe(description: &mut OpenApi) {
    for item in description.paths.paths.values_mut() {
        [&mut item.get, &mut item.post, &mut item.delete].into_iter().flatten().for_each(operation);
    }
}

fn operation(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    let is_kept = responses.contains_key("304");
    for (status, response) in responses.iter_mut() {
        let RefOr::T(response) = response else { continue };
        say(response, REQUEST);
        match status.as_str() {
            "200" | "304" if is_kept => [ETAG, CACHE].into_iter().for_each(|header| say(response, header)),
            "401" => say(response, CHALLENGE),
            _ => {}
        }
        if response.content.contains_key("application/problem+json") {
            say(response, LANGUAGE);
        }
    }
    let asked = operation.parameters.get_or_insert_default();
    asked.push(header(
        "Accept-Language",
        "The language of refusals and of what is worded; `zh` by default",
        "en",
    ));
    if is_kept {
        asked.push(header("If-None-Match", "The `ETag` of a copy that the caller holds", "W/\"12\""));
    }
}

fn say(response: &mut Response, (name, description): (&str, &str)) {
    let header: Header = HeaderBuilder::new()
        .schema(Some(Object::with_type(Type::String)))
        .description(Some(description))
        .build();
    response.headers.insert(name.to_owned(), header.into());
}

fn header(name: &str, description: &str, example: &str) -> RefOr<Parameter> {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(description))
        .schema(Some(Object::with_type(Type::String)))
        .example(Some(example.into()));
    parameter.build().into()
}
