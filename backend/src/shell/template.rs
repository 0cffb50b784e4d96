//! The little that a page template needs: sections that are kept or left out, and places to fill.

/// Leaves out everything from `<!-- name -->` to `<!-- /name -->`.
pub fn without(template: &str, name: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let mut kept = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(&open) {
        kept.push_str(before);
        rest = after.split_once(&close).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// Leaves out comments, indentation and empty lines.
pub fn tidy(template: &str) -> String {
    let mut kept = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Puts `value(place)` in for each `{{place}}`.
pub fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let (place, after) = after.split_once("}}").unwrap_or((after, ""));
        filled.push_str(&value(place.trim()));
        rest = after;
    }
    filled + rest
}

/// Text as it may stand between tags and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(
            fill("a {{ b }} {{c}}", |place| format!("<{place}>{{{{x}}}}")),
            "a <b>{{x}} <c>{{x}}"
        );
    }

    #[test]
    fn a_section_is_left_out_and_its_neighbours_stay() {
        let template = "1<!-- a -->2<!-- /a -->3<!-- b -->4<!-- /b -->";
        assert_eq!(tidy(&without(template, "a")), "134\n");
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape(r#"<b a="1">&"#), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }
}
