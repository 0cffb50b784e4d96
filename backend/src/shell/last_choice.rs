//! Remembers what a thread chose for a request's header, because browsers send the same few headers again and again.

use std::cell::RefCell;

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, HeaderValue};

/// The last choice: the header, what there was to choose from, and what was chosen.
pub struct LastChoice<From, Chosen>(RefCell<Option<(HeaderValue, From, Chosen)>>);

impl<From: PartialEq + ToOwned<Owned = From>, Chosen: Copy> LastChoice<From, Chosen> {
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// Calls `choose` unless it was the same choice last time. A header in several lines is never remembered.
    pub fn get(
        &self,
        request: &HttpRequest,
        name: HeaderName,
        from: &From,
        choose: impl FnOnce() -> Chosen,
    ) -> Chosen {
        let mut lines = request.headers().get_all(name);
        let (Some(header), None) = (lines.next(), lines.next()) else {
            return choose();
        };
        let mut last = self.0.borrow_mut();
        match &*last {
            Some((known, among, chosen)) if known == header && among == from => *chosen,
            _ => {
                let chosen = choose();
                *last = Some((header.clone(), from.to_owned(), chosen));
                chosen
            }
        }
    }
}
