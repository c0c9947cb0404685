//! State in, cells out. Changes nothing.
