//! Fenced code, told apart by syntect.
