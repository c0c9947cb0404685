//! When annotations were made, told by their names alone: a figure needs no file to be read.

use crate::{
    model::{AnnotationId, ArticleId},
    store::{Desk, Error},
};

use super::files::{Disk, Files, NameKind};

impl Desk {
    /// The article of every annotation that is not deleted, and when it was made, in milliseconds since 1970.
    ///
    /// # Errors
    /// Where a folder of annotations can't be read or leads out of the desk.
    pub fn annotation_dates(&self) -> Result<Vec<(ArticleId, i64)>, Error> {
        let Some(margin) = &self.margin else { return Ok(Vec::new()) };
        let (mut articles, _) = self.annotated()?;
        articles.sort_unstable();
        articles.dedup();
        let mut dates = Vec::new();
        for article in articles {
            let folder = margin.live(&article);
            if !margin.holds(&folder)? {
                continue;
            }
            for name in Disk.names(&folder)? {
                let stem = name.name.strip_suffix(".yaml").filter(|_| name.kind == NameKind::File);
                if let Some(id) = stem.and_then(|stem| stem.parse::<AnnotationId>().ok()) {
                    dates.push((article.clone(), i64::try_from(id.bits() >> 80).unwrap_or(i64::MAX)));
                }
            }
        }
        Ok(dates)
    }
}
