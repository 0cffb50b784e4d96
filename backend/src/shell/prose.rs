//! Long texts of `locales/` as HTML: paragraphs, `- ` lists, `1. ` steps and `## ` subheadings, nothing else. The
//! browser's renderer of the same text is `frontend/ui/src/components/prose.rs`.

use super::template::escape;

/// What a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Subheading,
    Item,
    Step,
    Text,
}

/// `inline` turns escaped text into what stands inside the elements.
pub fn html(text: &str, inline: impl Fn(&str) -> String) -> String {
    let mut html = String::new();
    let mut list = None;
    for (kind, text) in blocks(text) {
        if list.is_some_and(|open| open != kind) {
            html.push_str(list.take().map_or("", closing));
        }
        let text = inline(&escape(&text));
        match kind {
            Kind::Subheading => html.extend(["<h3>", &text, "</h3>"]),
            Kind::Text => html.extend(["<p>", &text, "</p>"]),
            Kind::Item | Kind::Step => {
                if list.replace(kind).is_none() {
                    html.push_str(if kind == Kind::Item { "<ul>" } else { "<ol>" });
                }
                html.extend(["<li>", &text, "</li>"]);
            }
        }
    }
    html.push_str(list.map_or("", closing));
    html
}

/// Each paragraph, item, step or subheading. A line that begins none of them goes on with the one before it.
fn blocks(text: &str) -> Vec<(Kind, String)> {
    let mut blocks: Vec<(Kind, String)> = Vec::new();
    let mut may_go_on = false;
    for line in text.lines().map(str::trim) {
        let (kind, text) = kind(line);
        match blocks.last_mut() {
            _ if line.is_empty() => {}
            Some((_, before)) if kind == Kind::Text && may_go_on => before.extend([" ", text]),
            _ => blocks.push((kind, text.to_owned())),
        }
        may_go_on = !line.is_empty() && kind != Kind::Subheading;
    }
    blocks
}

fn kind(line: &str) -> (Kind, &str) {
    if let Some(text) = line.strip_prefix("## ") {
        return (Kind::Subheading, text);
    }
    if let Some(text) = line.strip_prefix("- ") {
        return (Kind::Item, text);
    }
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match line.split_once(". ") {
        Some((number, text)) if is_number(number) => (Kind::Step, text),
        _ => (Kind::Text, line),
    }
}

const fn closing(list: Kind) -> &'static str {
    match list {
        Kind::Item => "</ul>",
        Kind::Step => "</ol>",
        Kind::Subheading | Kind::Text => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_lists_and_steps() {
        let text = "One\ntwo\n\n- a < b\n- c\n  goes on\n1. first\n2. second\n\nIn 2. place\n## Title\nThree\n\nFour";
        assert_eq!(
            html(text, str::to_owned),
            "<p>One two</p><ul><li>a &lt; b</li><li>c goes on</li></ul><ol><li>first</li><li>second</li></ol>\
            <p>In 2. place</p><h3>Title</h3><p>Three</p><p>Four</p>"
        );
    }
}
