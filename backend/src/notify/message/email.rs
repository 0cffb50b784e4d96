//! The two forms of an e-mail, plain text and HTML, from the same blocks. Neither contains an image or remote content.

use shared::html::escape;
use shared::locale::Locale;

/// One piece of an e-mail's body.
pub enum Block<'a> {
    Words(String),
    /// On a line of its own, never broken or marked, so that it can be copied whole.
    Link(&'a str),
    /// An empty list shows nothing.
    List(Vec<String>),
}

pub fn text(blocks: &[Block<'_>]) -> String {
    let blocks: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Words(words) => words.clone(),
            Block::Link(link) => (*link).to_owned(),
            Block::List(items) => items
                .iter()
                .map(|item| format!("- {item}"))
                .collect::<Vec<_>>()
                .join("\n"),
        })
        .filter(|block| !block.is_empty())
        .collect();
    blocks.join("\n\n") + "\n"
}

/// The inner element has language and direction, too: many mail programs drop the outer ones.
pub fn html(locale: Locale, subject: &str, blocks: &[Block<'_>]) -> String {
    let direction = locale.direction().html();
    let body: String = blocks.iter().map(html_block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{locale}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body>\n<div lang=\"{locale}\" dir=\"{direction}\">\n{body}</div>\n</body>\n</html>\n",
        title = escape(subject),
    )
}

fn html_block(block: &Block<'_>) -> String {
    match block {
        Block::Words(words) if words.is_empty() => String::new(),
        Block::Words(words) => format!("<p>{}</p>\n", escape(words)),
        Block::Link(link) => {
            let link = escape(link);
            format!("<p dir=\"ltr\"><a href=\"{link}\">{link}</a></p>\n")
        }
        Block::List(items) if items.is_empty() => String::new(),
        Block::List(items) => {
            let items: String = items
                .iter()
                .flat_map(|item| ["<li>", &escape(item), "</li>\n"].map(str::to_owned))
                .collect();
            format!("<ul>\n{items}</ul>\n")
        }
    }
}
