//! The records of a whole library, read from its files.

use std::{fs, ops::ControlFlow};

use rayon::prelude::*;

use crate::{
    format::{self, Reading},
    library::{FileFacts, Record},
    model::{Outline, Severity},
};

use super::{Desk, Error, catalogue::Fault, desk, file, walk};

impl Desk {
    /// Whether the library has more files than that.
    #[must_use]
    pub fn is_larger_than(&self, files: usize) -> bool {
        let mut count = 0;
        let walked = walk::walk(&self.root, self.depth_max, &mut |found| {
            count += usize::from(found.is_ok());
            if count > files { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        walked.is_break()
    }

    /// The record of every article, in the order of their paths, and what could not be read.
    ///
    /// # Errors
    /// Where the library's folder is gone.
    pub fn records(&self) -> Result<(Vec<Record>, Vec<Fault>), Error> {
        fs::read_dir(&self.root).map_err(Error::io("read", &self.root))?;
        let (mut files, mut faults) = (Vec::new(), Vec::new());
        let _all = walk::walk(&self.root, self.depth_max, &mut |found| {
            match found {
                Ok(found) => files.push(found),
                Err(fault) => faults.push(fault),
            }
            ControlFlow::Continue(())
        });
        files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let read: Vec<Result<Option<Record>, Fault>> = files.par_iter().map(record).collect();
        let mut records = Vec::with_capacity(read.len());
        for one in read {
            match one {
                Ok(record) => records.extend(record),
                Err(fault) => faults.push(fault),
            }
        }
        Ok((records, faults))
    }
}

/// The record of one file; `None` for YAML that is no article.
fn record(found: &walk::Found) -> Result<Option<Record>, Fault> {
    let fault = |message: String| Fault { path: found.path.clone(), message };
    let source = file::read_source(&found.absolute, format::FILE_MAX_BYTES)
        .map_err(|error| fault(format!("was not read: {}", error.to_text())))?;
    if !super::catalogue::claims_to_be_an_article(&source.bytes) {
        return Ok(None);
    }
    let Reading { article, diagnostics, .. } = format::read(&source.bytes, desk::stem(&found.path));
    let Some(article) = article else {
        let worst = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
        let message = worst.map_or_else(
            || "holds no article".to_owned(),
            |worst| format!("line {}: {}", worst.location.line, worst.message),
        );
        return Err(fault(message));
    };
    let facts = FileFacts { path: found.path.clone(), size_bytes: source.size_bytes, modified_ns: source.modified_ns };
    Ok(Some(Record::of(&article, &Outline::of(&article), &diagnostics, facts)))
}
