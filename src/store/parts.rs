//! What is left of a file that was being made when byline was killed: `.name.123.part`, which nobody asks for again.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

/// How long nobody has written to such a file, so that nobody will.
const ABANDONED: Duration = Duration::from_mins(10);

/// The name under which a file is made before it has its own.
pub(super) fn name(file: &str) -> String {
    format!(".{file}.{}.part", std::process::id())
}

/// Takes away what killed imports have left in a folder. It is none of what anybody wrote, so faults are passed over.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let old = |written: SystemTime| written.elapsed().is_ok_and(|since| since > ABANDONED);
        if is_part(&entry.file_name().to_string_lossy())
            && entry.metadata().is_ok_and(|file| file.is_file() && file.modified().is_ok_and(old))
        {
            let _gone = fs::remove_file(entry.path());
        }
    }
}

fn is_part(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|name| name.strip_suffix(".part"));
    inner.and_then(|inner| inner.rsplit_once('.')).is_some_and(|(file, process)| {
        !file.is_empty() && !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_import_left_goes_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - Duration::from_hours(1);
        let make = |name: &str, aged: bool| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            if aged {
                file.set_modified(old).unwrap();
            }
        };
        let mine = name("ferry.yaml");
        make(".ferry.yaml.4711.part", true);
        make(&mine, false);
        for stays in ["ferry.yaml", "ferry.4711.part", ".notes.part", ".ferry.yaml.x.part", "..4711.part"] {
            make(stays, true);
        }
        fs::create_dir(folder.path().join(".a.1.part")).unwrap();
        sweep(folder.path());
        sweep(&folder.path().join("none"));
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let mut stays = vec![
            "..4711.part",
            ".a.1.part",
            &mine,
            ".ferry.yaml.x.part",
            ".notes.part",
            "ferry.4711.part",
            "ferry.yaml",
        ];
        stays.sort_unstable();
        assert_eq!(left, stays);
    }
}
