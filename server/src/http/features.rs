//! `/api/geojson/…`: the records of a layer on a day, filtered and paged, as RFC 7946 features.
//!
//! What a feature says is written by `shared::draw`; here is decided which features, in what order (that of keys),
//! and how many. Units have an index ([`units`]), because there may be 100,000 of them; the other layers are walked.

mod filters;
mod page;
mod routes;
mod sheets;
mod units;
mod walk;

pub use routes::*;
pub use units::Shelf;
