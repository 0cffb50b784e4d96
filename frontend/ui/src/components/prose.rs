//! Turns a long text of `locales/` into HTML: paragraphs, `- ` lists, `1. ` steps, `## ` subheadings, nothing else.

use leptos::prelude::*;

use crate::i18n::{Arg, Piece, use_words};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Subheading(String),
    Paragraph(String),
    List(Vec<String>),
    Steps(Vec<String>),
}

/// The subheadings of a text as links to them.
#[component]
pub fn Contents(id: &'static str, #[prop(into)] title: Signal<String>) -> impl IntoView {
    let words = use_words();
    let links = move || {
        subheadings(&blocks(&words.marked(id, &[])))
            .into_iter()
            .enumerate()
            .map(|(place, text)| {
                view! { <li><a href=format!("#{}", anchor(id, place))>{inline(&text)}</a></li> }
            })
            .collect_view()
    };
    view! {
        <nav class="contents" aria-label=title>
            <p class="contents-title">{title}</p>
            <ul>{links}</ul>
        </nav>
    }
}

fn subheadings(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Subheading(text) => Some(text.clone()),
            Block::Paragraph(_) | Block::List(_) | Block::Steps(_) => None,
        })
        .collect()
}

/// The element id of a text's subheading.
fn anchor(id: &str, place: usize) -> String {
    format!("{id}-{}", place + 1)
}

/// The level of the text's subheadings: one below the heading it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subheadings {
    UnderH1,
    UnderH2,
}

#[component]
pub fn Prose(
    #[prop(into)] id: String,
    #[prop(default = Subheadings::UnderH1)] subheadings: Subheadings,
    #[prop(optional)] args: Vec<(&'static str, Arg)>,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="prose">
            {move || {
                let mut passed = 0;
                blocks(&words.marked(&id, &args))
                    .into_iter()
                    .map(|block| {
                        let anchor = anchor(&id, passed);
                        passed += usize::from(matches!(block, Block::Subheading(_)));
                        show(block, subheadings, anchor)
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// `anchor` is for a subheading.
fn show(block: Block, subheadings: Subheadings, anchor: String) -> AnyView {
    let items = |items: Vec<String>| {
        items
            .into_iter()
            .map(|item| view! { <li>{inline(&item)}</li> })
            .collect_view()
    };
    match block {
        Block::Subheading(text) => match subheadings {
            Subheadings::UnderH1 => view! { <h2 id=anchor>{inline(&text)}</h2> }.into_any(),
            Subheadings::UnderH2 => view! { <h3 id=anchor>{inline(&text)}</h3> }.into_any(),
        },
        Block::Paragraph(text) => view! { <p>{inline(&text)}</p> }.into_any(),
        Block::List(list) => view! { <ul>{items(list)}</ul> }.into_any(),
        Block::Steps(steps) => view! { <ol>{items(steps)}</ol> }.into_any(),
    }
}

fn inline(marked: &str) -> Vec<AnyView> {
    crate::i18n::pieces(marked).into_iter().map(Piece::view).collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_new = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_new = true;
            continue;
        }
        let after = std::mem::replace(&mut is_new, false);
        match (line_kind(line), blocks.last_mut()) {
            (Line::Subheading(text), _) => {
                blocks.push(Block::Subheading(text.to_owned()));
                is_new = true;
            }
            (Line::Item(text), Some(Block::List(items))) => items.push(text.to_owned()),
            (Line::Item(text), _) => blocks.push(Block::List(vec![text.to_owned()])),
            (Line::Step(text), Some(Block::Steps(steps))) => steps.push(text.to_owned()),
            (Line::Step(text), _) => blocks.push(Block::Steps(vec![text.to_owned()])),
            // A line that begins like none of these goes on with what stands before it.
            (Line::Plain(text), Some(Block::Paragraph(paragraph))) if !after => append(paragraph, text),
            (Line::Plain(text), Some(Block::List(items) | Block::Steps(items))) if !after => {
                if let Some(item) = items.last_mut() {
                    append(item, text);
                }
            }
            (Line::Plain(text), _) => blocks.push(Block::Paragraph(text.to_owned())),
        }
    }
    blocks
}

fn append(text: &mut String, line: &str) {
    text.push(' ');
    text.push_str(line);
}

enum Line<'a> {
    Subheading(&'a str),
    Item(&'a str),
    Step(&'a str),
    Plain(&'a str),
}

fn line_kind(line: &str) -> Line<'_> {
    let step = line
        .split_once(". ")
        .filter(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    if let Some(text) = line.strip_prefix("## ") {
        Line::Subheading(text)
    } else if let Some(text) = line.strip_prefix("- ") {
        Line::Item(text)
    } else if let Some((_, text)) = step {
        Line::Step(text)
    } else {
        Line::Plain(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_its_blocks() {
        let text = "First\nline.\n\nSecond.\n## Part\n- one\n- two\n  goes on\n1. do\n2. then\n\nEnd.";
        assert_eq!(
            blocks(text),
            [
                Block::Paragraph("First line.".into()),
                Block::Paragraph("Second.".into()),
                Block::Subheading("Part".into()),
                Block::List(vec!["one".into(), "two goes on".into()]),
                Block::Steps(vec!["do".into(), "then".into()]),
                Block::Paragraph("End.".into()),
            ]
        );
    }

    #[test]
    fn a_number_in_a_sentence_is_no_step() {
        assert_eq!(blocks("In 2. place"), [Block::Paragraph("In 2. place".into())]);
        assert_eq!(blocks(""), []);
    }
}
