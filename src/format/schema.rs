//! The JSON Schema of the format.

/// The JSON Schema of `byline/1`.
pub(super) fn schema() -> serde_json::Value {
    todo!()
}
