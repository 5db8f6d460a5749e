//! The record and the doors: the log of facts, the desk where commands are carried out, the follower that holds
//! what the log adds up to, and HTTP.
//!
//! ```text
//! POST /api/commands → desk: decide(full world) → log: append → follower: fold → ring → every open stream
//! ```

pub mod accounts;
pub mod cli;
pub mod clock;
pub mod config;
pub mod desk;
pub mod folder;
pub mod follower;
pub mod hooks;
pub mod http;
pub mod imports;
pub mod live;
pub mod log;
pub mod office;
pub mod oidc;
pub mod proposals;
pub mod sessions;
pub mod sheets;
pub mod vault;
