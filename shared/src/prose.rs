//! Long texts of `locales/` as HTML: paragraphs, `- ` lists, `1. ` steps and `## ` subheadings, nothing else.

use crate::html::each;
use crate::texts::inline;

/// The level of a text's subheadings: one below the heading that the text follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subheadings {
    UnderH1,
    UnderH2,
}

impl Subheadings {
    const fn tag(self) -> &'static str {
        match self {
            Self::UnderH1 => "h2",
            Self::UnderH2 => "h3",
        }
    }
}

/// The kind of block that a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Subheading,
    Item,
    Step,
    Text,
}

/// The text as one element. `id` is the message id; the element ids of the subheadings begin with it.
pub fn html(id: &str, marked: &str, subheadings: Subheadings) -> String {
    let mut html = String::from("<div class=\"prose\">");
    let mut list = None;
    let mut passed = 0;
    for (kind, text) in blocks(marked) {
        if list.is_some_and(|open| open != kind) {
            html.push_str(list.take().map_or("", closing));
        }
        let text = inline(&text);
        match kind {
            Kind::Subheading => {
                passed += 1;
                let (tag, anchor) = (subheadings.tag(), anchor(id, passed));
                html.extend(["<", tag, " id=\"", &anchor, "\">", &text, "</", tag, ">"]);
            }
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
    html.push_str("</div>");
    html
}

/// Links to the subheadings of a text, as list items.
pub fn contents(id: &str, marked: &str) -> String {
    let subheadings = blocks(marked)
        .into_iter()
        .filter(|(kind, _)| *kind == Kind::Subheading);
    each(subheadings.zip(1..), |((_, text), number)| {
        format!(
            "<li><a href=\"#{}\">{}</a></li>",
            anchor(id, number),
            inline(&text)
        )
    })
}

fn anchor(id: &str, number: usize) -> String {
    format!("{id}-{number}")
}

/// Each paragraph, item, step or subheading. A line that begins none of them continues the previous one.
fn blocks(text: &str) -> Vec<(Kind, String)> {
    let mut blocks: Vec<(Kind, String)> = Vec::new();
    let mut continues = false;
    for line in text.lines().map(str::trim) {
        let (kind, text) = kind(line);
        match blocks.last_mut() {
            _ if line.is_empty() => {}
            Some((_, before)) if kind == Kind::Text && continues => before.extend([" ", text]),
            _ => blocks.push((kind, text.to_owned())),
        }
        continues = !line.is_empty() && kind != Kind::Subheading;
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
            html("help", text, Subheadings::UnderH2),
            "<div class=\"prose\"><p>One two</p><ul><li>a &lt; b</li><li>c goes on</li></ul>\
            <ol><li>first</li><li>second</li></ol><p>In 2. place</p><h3 id=\"help-1\">Title</h3>\
            <p>Three</p><p>Four</p></div>"
        );
    }

    #[test]
    fn the_contents_link_to_the_subheadings() {
        let text = "## One\nText\n## Two & three\nText";
        let html = html("privacy-body", text, Subheadings::UnderH1);
        assert_eq!(
            contents("privacy-body", text),
            "<li><a href=\"#privacy-body-1\">One</a></li><li><a href=\"#privacy-body-2\">Two &amp; three</a></li>"
        );
        assert!(html.contains("<h2 id=\"privacy-body-2\">Two &amp; three</h2>"));
    }

    #[test]
    fn an_empty_text_is_an_empty_element() {
        assert_eq!(html("a", "", Subheadings::UnderH1), "<div class=\"prose\"></div>");
    }
}
