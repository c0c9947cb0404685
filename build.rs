//! Links the program at a fixed address on Linux.
//!
//! A program that can be loaded anywhere has some eighteen thousand pointers to mend before its first instruction, which
//! was an eighth of the time to the first frame. byline is safe Rust throughout (`unsafe_code = "forbid"`), so there is
//! little that a random address would protect.
#![expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = std::env::var("TARGET").unwrap_or_default();
    if target.contains("linux-gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
