//! The map: everything that is drawn on the ground, behind one plain struct that knows no signals,
//! because the client must be able to drive it, test it and drop it without a framework.
//!
//! This module and the files beside it are the only place that names MapLibre. What goes in: shapes of
//! units ([`MapHandle::set_units`]), GeoJSON text for other geometry ([`MapHandle::set_layer_data`]), a list of changed units for a day ([`MapHandle::set_unit_states`]),
//! the floor space of each park ([`MapHandle::set_rings`]). What comes out: hits, camera moves, pictures.
//!
//! How to use it:
//!
//! ```ignore
//! let map = MapHandle::create(&element, MapOptions::default())?;
//! map.on_click(|hit| select(hit));            // replaces an earlier callback
//! map.on_move_end(|camera| write_url(camera));
//! map.set_layer_data(Layer::Parks, &draw::parks(&atlas));
//! map.set_units(draw::cells(&world, false));
//! map.set_rings(rings);
//! map.set_unit_states(&changed);              // each day of the slider; cheap
//! drop(map);                                  // removes canvas, worker and listeners
//! ```
//!
//! Invariants: data never moves the camera; a day never touches geometry; nothing repaints while nothing happens.
//! Callbacks are called outside any borrow of the map, so they may call it.
//! The element needs a size from the page's own CSS and receives `data-ready="true"` once features are drawn,
//! `data-rendered-units` and `data-rendered-rings` with their number in view, and `data-tilted` while units stand as slabs.

mod arrange;
mod bind;
mod custom;
mod event;
mod export;
mod feature;
mod font;
mod frame;
mod gl;
mod handle;
mod js;
mod live;
mod mercator;
mod mesh;
mod pins;
mod plan;
mod pointer;
mod polygon;
mod rings;
mod scene;
mod shape;
mod signs;
mod space;
mod spare;
mod states;
mod style;
mod theme;
mod view;
mod write;
mod zones;

pub use event::{Hit, Layer, Ring, Selection, UnitPaint};
pub use handle::MapHandle;
pub use pins::Pin;
pub use shared::entity::unit::UnitStatus;
pub use view::{BaseMap, Bounds, Camera, MapError, MapOptions, Motion, Screen, Theme};
