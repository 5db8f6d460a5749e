//! The ground: regions, boundaries, ground layers, datum conversion; the demonstration facts.
