//! Articles made for tests.
