//! The record and the doors.
