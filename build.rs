//! Links the program on Linux so that it begins at once: at a fixed address, and with the C library in it.
//!
//! A program that can be loaded anywhere has some eighteen thousand pointers to mend before its first instruction, which
//! was an eighth of the time to the first frame. byline is safe Rust throughout (`unsafe_code = "forbid"`), so there is
//! little that a random address would protect. Looking for three shared libraries and joining them was another eighth.
#![expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment, and this one writes")]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// The libraries that rustc names for this target, and the archive that takes the place of each.
const LIBRARIES: [(&str, &str); 7] = [
    ("gcc_s", "libgcc_eh.a"),
    ("c", "libc.a"),
    ("m", "libm.a"),
    ("rt", "librt.a"),
    ("util", "libutil.a"),
    ("pthread", "libpthread.a"),
    ("dl", "libdl.a"),
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let [target, host, profile, out] =
        ["TARGET", "HOST", "PROFILE", "OUT_DIR"].map(|name| env::var(name).unwrap_or_default());
    if !target.contains("linux-gnu") {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    // where the C library is there as archives; `crt-static` would say the same, but only for every crate at once, and
    // procedural macros can't be made so
    if profile == "release" && target == host && stand_ins(Path::new(&out)).is_ok() {
        println!("cargo:rustc-link-arg-bins=-L{out}");
        println!("cargo:rustc-link-arg-bins=-static");
    }
}

/// Writes linker scripts by the names of the shared libraries that lead to the archives.
///
/// # Errors
/// Where one of the archives is missing.
fn stand_ins(folder: &Path) -> io::Result<()> {
    for (name, archive) in LIBRARIES {
        let found = Command::new("cc").arg(format!("-print-file-name={archive}")).output()?;
        let found = PathBuf::from(String::from_utf8_lossy(&found.stdout).trim());
        if !found.is_absolute() {
            return Err(io::Error::new(io::ErrorKind::NotFound, archive));
        }
        fs::write(folder.join(format!("lib{name}.so")), format!("INPUT({})\n", found.display()))?;
    }
    Ok(())
}
