//! One variant for each page, its path and its title.

use crate::routes::page;

/// A page of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    Start,
    Request,
    RequestSent,
    Open,
    Record,
    Card,
    Help,
    /// The topic's index in `page::HELP_TOPICS`.
    HelpTopic(usize),
    Privacy,
    Terms,
    Accessibility,
    DemoInbox,
    NotFound,
}

impl Page {
    /// The page at a path of the address bar; a slash at the end is ignored.
    pub fn at(path: &str) -> Self {
        let path = match path.trim_end_matches('/') {
            "" => page::START,
            path => path,
        };
        match path {
            page::START => Self::Start,
            page::REQUEST => Self::Request,
            page::REQUEST_SENT => Self::RequestSent,
            page::OPEN => Self::Open,
            page::RECORD => Self::Record,
            page::CARD => Self::Card,
            page::HELP => Self::Help,
            page::PRIVACY => Self::Privacy,
            page::TERMS => Self::Terms,
            page::ACCESSIBILITY => Self::Accessibility,
            page::DEMO_INBOX => Self::DemoInbox,
            path => path
                .strip_prefix(page::HELP)
                .and_then(|rest| rest.strip_prefix('/'))
                .and_then(|topic| page::HELP_TOPICS.iter().position(|known| *known == topic))
                .map_or(Self::NotFound, Self::HelpTopic),
        }
    }
}

impl Page {
    /// The message id of the heading; `None` if it depends on the page's content.
    pub fn title_id(self) -> Option<String> {
        let id = match self {
            Self::Start => "start-title",
            Self::Request => "request-title",
            Self::Open => "unlock-title",
            Self::Help => "help-title",
            Self::HelpTopic(index) => return Some(format!("help-{}-title", page::HELP_TOPICS[index])),
            Self::Privacy => "privacy-title",
            Self::Terms => "terms-title",
            Self::Accessibility => "accessibility-title",
            Self::NotFound => "layout-not-found-title",
            Self::RequestSent | Self::Record | Self::Card | Self::DemoInbox => return None,
        };
        Some(id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_contract_has_a_screen() {
        for path in page::ALL {
            assert_ne!(Page::at(path), Page::NotFound, "{path}");
        }
    }

    #[test]
    fn a_help_topic_is_found_by_its_name() {
        assert_eq!(Page::at("/help/how-to"), Page::HelpTopic(0));
        assert_eq!(Page::at("/help/cooking"), Page::NotFound);
    }

    #[test]
    fn a_slash_at_the_end_is_forgiven() {
        assert_eq!(Page::at("/request/"), Page::Request);
        assert_eq!(Page::at("/nowhere"), Page::NotFound);
    }
}
