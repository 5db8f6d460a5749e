//! Every map view as a table: the records of the chosen place and day that the legend shows, for readers who cannot
//! see the map, and for a browser that cannot draw it.
//!
//! `sheet` says which columns a kind of record has, `line` what stands in them, `page` chooses, sorts and cuts; only
//! the rows of one page are ever written out, so that ten thousand records cost no more than two hundred.

mod body;
mod choice;
mod line;
mod page;
mod sheet;
mod value;
mod view;

pub use view::Table;
