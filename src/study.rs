//! What a reader remembers: cards made from annotations and from the structure of articles, and when to ask again.
