//! Tables for people who work in spreadsheets and GIS programs: what is on the screen as a workbook (`chart`), and every kind
//! of record out and in again.
//!
//! A file is read (`read`), its headings are found (`heading`), its cells understood (`cell`), each row held against the
//! record of its key (`present`) and turned into commands (`order`), and the commands are decided one upon the other
//! (`preview`). Nothing is recorded before somebody has seen what would be.

mod cell;
mod chart;
mod fault;
mod heading;
mod order;
mod present;
mod preview;
mod progress;
mod read;
mod show;
mod table;
mod write;

pub use chart::chart;
pub use fault::Fault;
pub use preview::{Outcome, Placed, Preview, Question, Seen, Wrong, look};
pub use progress::{CANCELLED, Progress};
pub use read::Form as GivenForm;
pub use show::said;
pub use table::Table;
pub use write::{Form, Wanted, write};
