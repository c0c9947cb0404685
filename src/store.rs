//! The desk on disk: the only room that opens files.
