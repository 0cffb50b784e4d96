//! Tests that all languages have the same files, ids and variables, with nothing missing or unused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use shared::forms::field_problems;
use shared::locale::Locale;
use shared::problem::{FieldError, ProblemCode};
use shared::routes::page::HELP_TOPICS;

use super::FILES;
use crate::record::catalogue::OTHER;

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The variables that each id (`id` or `id.attribute`) uses.
type Ids = BTreeMap<String, BTreeSet<String>>;

fn ids_of(locale: Locale, file: &str) -> Ids {
    let path = root().join(format!("locales/{}/{file}.ftl", locale.tag()));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let resource = fluent_syntax::parser::parse(source).unwrap();
    let mut ids = Ids::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let attributes = message.attributes.iter().map(|attribute| {
            (
                format!("{}.{}", message.id.name, attribute.id.name),
                &attribute.value,
            )
        });
        let value = message.value.iter().map(|value| (message.id.name.clone(), value));
        for (id, pattern) in value.chain(attributes) {
            let mut variables = BTreeSet::new();
            collect_from_pattern(pattern, &mut variables);
            ids.insert(id, variables);
        }
    }
    ids
}

fn collect_from_pattern(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from_expression(expression, variables);
        }
    }
}

fn collect_from_expression(expression: &Expression<String>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_from_inline(inline, variables),
        Expression::Select { selector, variants } => {
            collect_from_inline(selector, variables);
            for variant in variants {
                collect_from_pattern(&variant.value, variables);
            }
        }
    }
}

fn collect_from_inline(inline: &InlineExpression<String>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => collect_from_expression(expression, variables),
        InlineExpression::FunctionReference { arguments, .. } => collect_from_call(arguments, variables),
        InlineExpression::TermReference { arguments, .. } => {
            if let Some(arguments) = arguments {
                collect_from_call(arguments, variables);
            }
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. } => {}
    }
}

fn collect_from_call(arguments: &CallArguments<String>, variables: &mut BTreeSet<String>) {
    let named = arguments.named.iter().map(|argument| &argument.value);
    for inline in arguments.positional.iter().chain(named) {
        collect_from_inline(inline, variables);
    }
}

fn english_ids() -> BTreeSet<String> {
    FILES
        .into_iter()
        .flat_map(|file| ids_of(Locale::ENGLISH, file).into_keys())
        .collect()
}

/// All Rust code of the crates except this folder, which names ids only as examples.
fn sources() -> String {
    fn read(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("backend/src/words") {
                    read(&path, text);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    for folder in [
        "frontend/ui/src",
        "frontend/residents/src",
        "backend/src",
        "shared/src",
    ] {
        read(&root().join(folder), &mut text);
    }
    text
}

/// The ids of vaccine groups: the third column of the catalogue's built-in vaccines, below its heading.
fn vaccine_groups() -> BTreeSet<String> {
    let vaccines = fs::read_to_string(root().join("backend/data/cvx.tsv")).unwrap();
    vaccines
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(2))
        .flat_map(|groups| groups.split(','))
        .chain([OTHER])
        .map(str::to_owned)
        .collect()
}

/// Ids that code builds from a closed list, so that no source contains them as a literal.
fn derived_ids() -> BTreeSet<String> {
    let problems = field_problems()
        .into_iter()
        .map(|problem| FieldError::new("", problem).message_id());
    // A wrong PIN has one sentence; every other error also has a remedy.
    let services = ProblemCode::ALL.iter().map(|code| code.message_id().to_owned());
    let bodies = ProblemCode::ALL
        .iter()
        .filter(|code| **code != ProblemCode::PinMismatch)
        .map(|code| format!("{}-body", code.message_id()))
        .chain(["service-problem-offline-body".to_owned()]);
    let months = (1..=12).map(|month| format!("layout-month-{month}"));
    let groups = vaccine_groups()
        .into_iter()
        .map(|group| format!("vaccine-group-{group}"));
    let help = HELP_TOPICS
        .iter()
        .flat_map(|topic| [format!("help-{topic}-title"), format!("help-{topic}-body")]);
    problems
        .chain(services)
        .chain(bodies)
        .chain(months)
        .chain(groups)
        .chain(help)
        .collect()
}

#[test]
fn every_language_has_a_folder_and_every_folder_is_a_language() {
    let folders: BTreeSet<String> = fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let languages: BTreeSet<String> = Locale::all().map(|locale| locale.tag().to_owned()).collect();
    assert_eq!(folders, languages);
}

#[test]
fn every_folder_has_the_same_files() {
    let expected: BTreeSet<String> = FILES.iter().map(|name| format!("{name}.ftl")).collect();
    for locale in Locale::all() {
        let files: BTreeSet<String> = fs::read_dir(root().join("locales").join(locale.tag()))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(files, expected, "{locale}");
    }
}

#[test]
fn every_language_has_the_same_ids_and_variables() {
    for file in FILES {
        let english = ids_of(Locale::ENGLISH, file);
        for locale in Locale::all() {
            let ids = ids_of(locale, file);
            let missing: Vec<_> = english.keys().filter(|id| !ids.contains_key(*id)).collect();
            let extra: Vec<_> = ids.keys().filter(|id| !english.contains_key(*id)).collect();
            assert!(
                missing.is_empty() && extra.is_empty(),
                "{locale}/{file}.ftl: missing {missing:?}, extra {extra:?}"
            );
            // Every language gets both clock formats and uses one.
            for (id, variables) in ids.into_iter().filter(|(id, _)| id != "layout-time") {
                assert_eq!(variables, english[&id], "{locale}/{file}.ftl: variables of {id}");
            }
        }
    }
}

#[test]
fn every_id_begins_with_the_name_of_its_file() {
    for file in FILES {
        let prefixes: &[&str] = match file {
            "request" => &["request-", "sent-"],
            "record" => &["record-", "card-"],
            "problems" => &["problem-", "service-problem-"],
            "vaccines" => &["vaccine-"],
            "legal" => &["legal-", "privacy-", "terms-", "accessibility-"],
            "messages" => &["message-"],
            other => &[&*format!("{other}-")],
        };
        for id in ids_of(Locale::ENGLISH, file).keys() {
            assert!(
                prefixes.iter().any(|prefix| id.starts_with(prefix)),
                "{file}.ftl: {id}"
            );
        }
    }
}

#[test]
fn every_derived_id_has_words() {
    let ids = english_ids();
    let missing: Vec<_> = derived_ids().into_iter().filter(|id| !ids.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_id_is_unused() {
    let sources = sources();
    let derived = derived_ids();
    let unused: Vec<_> = english_ids()
        .into_iter()
        .filter(|id| !derived.contains(id))
        // In Rust as a literal, in the page shell as `{{kind id}}`.
        .filter(|id| !sources.contains(&format!("\"{id}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
