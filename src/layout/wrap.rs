//! Where lines may break.
