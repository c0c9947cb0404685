//! Documents that are made from tables are current, and the shipped articles are whole.
#![expect(clippy::disallowed_methods, reason = "it reads what is shipped, and writes docs when asked to")]

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use byline::{
    app::{
        Keymap,
        command::{Context, TABLE},
    },
    format::{self, Reading},
    model::{Article, Form, Kind, Reference, Rel, Severity, Status},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a document with what its table makes of it; `BYLINE_BLESS=1` writes it.
fn assert_current(path: &str, made: &str) {
    let file = root().join(path);
    if env::var_os("BYLINE_BLESS").is_some() {
        fs::write(&file, made).expect("the document can be written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == made, "{path} is not current; `just docs` writes it anew");
}

#[test]
fn the_keys_are_those_of_the_table() {
    let keymap = Keymap::default();
    let mut made = String::from(
        "# Keys\n\nMade from the table of commands (`src/app/command.rs`); `byline keys` prints yours, `?` shows those of \
         the screen you are on,\nand `:` finds a command by its name. A count before a motion repeats it: `5j`, `3]q`.\n",
    );
    let mut group = "";
    for row in TABLE {
        if row.group != group {
            group = row.group;
            write!(made, "\n## {group}\n\n| keys | command | what | where |\n| --- | --- | --- | --- |\n")
                .expect("text");
        }
        let keys: Vec<String> = keymap.keys(row.command).iter().map(|keys| format!("`{keys}`")).collect();
        let contexts: Vec<&str> =
            Context::ALL.iter().filter(|context| row.scope.covers(**context)).map(|context| context.name()).collect();
        let contexts = if contexts.len() == Context::ALL.len() { "everywhere".to_owned() } else { contexts.join(", ") };
        writeln!(made, "| {} | `{}` | {} | {contexts} |", keys.join(" "), row.name, row.help).expect("text");
    }
    made.push_str("\n## Presets\n\n`keys: {preset: vim}` in the configuration starts from other defaults: ");
    made.push_str(&Keymap::presets().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "));
    made.push_str(".\nA single command is rebound by its name:\n\n```yaml\nkeys:\n  preset: less\n  bind:\n    hints: [F, <C-g>]\n```\n");
    assert_current("docs/keys.md", &made);
}

#[test]
fn the_schema_is_that_of_the_format() {
    let made = serde_json::to_string_pretty(&format::schema()).expect("JSON") + "\n";
    assert_current("docs/byline-1.schema.json", &made);
}

fn shipped() -> Vec<(String, Reading)> {
    let mut articles = Vec::new();
    for entry in fs::read_dir(root().join("articles")).expect("the shipped articles").flatten() {
        let path = entry.path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        articles.push((stem.clone(), format::read(&fs::read(&path).expect("it can be read"), &stem)));
    }
    articles.sort_by(|(a, _), (b, _)| a.cmp(b));
    articles
}

#[test]
fn every_shipped_article_is_without_fault() {
    let articles = shipped();
    let ids: BTreeSet<&str> = articles.iter().map(|(stem, _)| stem.as_str()).collect();
    for (stem, reading) in &articles {
        let faults: Vec<_> = reading.diagnostics.iter().filter(|fault| fault.severity > Severity::Hint).collect();
        assert!(faults.is_empty(), "{stem}: {faults:#?}");
        for cited in &reading.references {
            let Some(article) = cited.to.article() else { continue };
            assert!(cited.by_headline || ids.contains(article.as_str()), "{stem}: {article} is not shipped");
        }
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for (stem, reading) in shipped() {
        let article = reading.article.expect("it reads");
        let again = format::read(format::write(&article).as_bytes(), &stem).article.expect("it reads again");
        assert_eq!(again, article, "{stem}");
    }
}

#[test]
fn every_claim_of_a_shipped_article_can_take_a_link() {
    let mut claims = 0;
    for (stem, reading) in shipped() {
        let source = fs::read_to_string(root().join(format!("articles/{stem}.yaml"))).expect("it can be read");
        let windows = source.replace('\n', "\r\n");
        let article = reading.article.expect("an article");
        let stated = article.outline().claims;
        let ids: BTreeSet<_> =
            article.claims.iter().map(|claim| &claim.id).chain(stated.iter().map(|claim| &claim.id)).collect();
        for id in ids {
            for rel in [Rel::Answers, Rel::PartlyAnswers] {
                let to = Reference::parse("another-article#its-question");
                let linked = format::add_link(&source, id, rel, &to).unwrap_or_else(|error| panic!("{stem}: {error}"));
                let mut letters = linked.chars();
                let kept = source.chars().all(|letter| letters.any(|there| there == letter));
                assert!(kept && linked.len() < source.len() + 120, "{stem}#{id}: nothing is taken out");
                assert_eq!(format::add_link(&windows, id, rel, &to).as_deref(), Ok(&*linked.replace('\n', "\r\n")));
                claims += 1;
            }
        }
    }
    assert!(claims > 100, "{claims}");
}

#[test]
fn the_shipped_articles_show_every_part_of_the_format() {
    let articles: Vec<Article> = shipped().into_iter().filter_map(|(_, reading)| reading.article).collect();
    assert!(articles.len() >= 12);
    let outlines: Vec<_> = articles.iter().map(Article::outline).collect();
    for kind in Kind::ALL {
        assert!(outlines.iter().flat_map(|outline| &outline.sections).any(|section| section.kind == kind), "{kind:?}");
    }
    for status in Status::ALL {
        assert!(outlines.iter().flat_map(|outline| &outline.claims).any(|claim| claim.status == status), "{status:?}");
    }
    let forms = ["question", "heading", "related", "photo", "video", "quote", "number", "embed"];
    for form in forms {
        assert!(articles.iter().flat_map(|article| &article.story).any(|item| item.form.key() == Some(form)), "{form}");
    }
    assert!(articles.iter().flat_map(|article| &article.story).any(|item| item.form == Form::Text));
    for rel in Rel::HEAD {
        assert!(articles.iter().flat_map(|article| &article.head.links).any(|(found, _)| *found == rel), "{rel:?}");
    }
    for rel in Rel::CLAIM {
        let mut links = articles.iter().flat_map(|article| &article.claims).flat_map(|claim| &claim.links);
        assert!(links.any(|(found, _)| *found == rel), "{rel:?}");
    }
}
