//! The promises that the rest of the workspace keeps; see the `tests` folder.
