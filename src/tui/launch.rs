//! Other programs: the editor, and the system's opener of addresses.

use std::{
    io,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
};

/// Without `$VISUAL` and `$EDITOR`: POSIX has it.
const EDITOR: &str = "vi";

/// Addresses that are handed on; a document could name any.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

#[cfg(target_os = "macos")]
const OPENER: &str = "open";
#[cfg(not(target_os = "macos"))]
const OPENER: &str = "xdg-open";

/// Runs the editor on a file, at a line from 1, and waits for it. The terminal must have been given back.
pub(super) fn edit(editor: Option<&str>, file: &Path, line: u32) -> Result<(), String> {
    let editor = editor.map(str::trim).filter(|editor| !editor.is_empty()).unwrap_or(EDITOR);
    let file = file.to_str().ok_or_else(|| format!("the name of {} is not UTF-8; rename it", file.display()))?;
    // the variable is a piece of shell, as in git; the file is not: it comes as an argument
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg("byline").args(arguments(editor, file, line));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if status.code() == Some(127) => Err(format!("there is no editor {editor:?}; set EDITOR to yours")),
        Ok(status) => Err(format!("{editor} ended with {status}")),
        Err(error) => Err(format!("can't run {editor}: {error}")),
    }
}

/// How an editor is told the line.
fn arguments(editor: &str, file: &str, line: u32) -> Vec<String> {
    let program = editor.split_whitespace().next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    match program {
        "vi" | "vim" | "nvim" | "gvim" | "view" | "elvis" | "ex" | "nano" | "pico" | "micro" | "emacs"
        | "emacsclient" | "jed" | "joe" | "jmacs" | "kak" | "mg" | "ne" | "nex" | "nvi" | "ed.sh" | "vis" => {
            vec![format!("+{line}"), file.to_owned()]
        }
        "hx" | "helix" | "subl" | "zed" | "zeditor" | "lapce" => vec![format!("{file}:{line}")],
        "code" | "codium" | "vscodium" | "cursor" => vec!["--goto".to_owned(), format!("{file}:{line}")],
        _ => vec![file.to_owned()],
    }
}

/// Starts the system's opener on an address.
pub(super) fn open_address(address: &str) -> Result<Child, String> {
    let known =
        SCHEMES.iter().any(|scheme| address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    if !known || address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(format!("byline opens only http, https and mailto addresses, not {address}"));
    }
    let mut command = Command::new(OPENER);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // its own group: a key that ends byline does not end the browser
    command.process_group(0).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no {OPENER} here to open {address}"),
        _ => format!("can't run {OPENER}: {error}"),
    })
}

/// Waits until the opener has done its part.
pub(super) fn see_through(mut opener: Child) -> Result<(), String> {
    match opener.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("{OPENER} found nothing that opens this address")),
        Err(error) => Err(format!("{OPENER}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_the_line_in_its_own_way() {
        for (editor, words) in [
            ("vim", "+7 /a b.yaml"),
            ("/usr/bin/nvim -R", "+7 /a b.yaml"),
            ("hx", "/a b.yaml:7"),
            ("code --wait", "--goto /a b.yaml:7"),
            ("some-editor", "/a b.yaml"),
        ] {
            assert_eq!(arguments(editor, "/a b.yaml", 7).join(" "), words, "{editor}");
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "what the editor was told is looked up")]
    fn the_file_is_no_piece_of_shell() {
        let folder = tempfile::tempdir().expect("a folder");
        let told = folder.path().join("told");
        let editor = format!("f() {{ printf '%s|' \"$@\" > '{}'; }}; f -x", told.display());
        edit(Some(&editor), Path::new("/no/$(touch x); 'quoted'.yaml"), 3).expect("it ran");
        let words = std::fs::read_to_string(&told).expect("it was told");
        assert_eq!(words, "-x|/no/$(touch x); 'quoted'.yaml|");
        assert!(
            edit(Some("byline-has-no-such-editor"), Path::new("/x"), 1).is_err_and(|error| error.contains("EDITOR"))
        );
        assert!(edit(Some("false"), Path::new("/x"), 1).is_err());
    }

    #[test]
    fn only_addresses_are_opened() {
        for bad in ["file:///etc/passwd", "javascript:alert(1)", "--help", "", "https://a b", "ftp://x", "httpsx"] {
            assert!(open_address(bad).is_err_and(|error| error.contains("opens only http")), "{bad}");
        }
    }
}
