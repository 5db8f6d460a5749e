//! The atlas as GeoJSON (RFC 7946): features written straight into a text, without a tree in between; and, for those
//! that are many, the shapes themselves.

pub mod cell;
pub mod feature;
pub mod layer;

pub use cell::{Cell, cells};
pub use feature::{Detail, Full, Map, hall, parcel, park, port, project, streets, unit};
pub use layer::{Layer, collection, ground};
