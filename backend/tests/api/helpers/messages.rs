//! Builds messages that answer no access request.

use backend::db::DbError;
use backend::db::lease::Queue;
use backend::db::messages::{self, NewMessage};
use backend::notify::message::Content;
use backend::notify::queued::{Draft, new_message};
use shared::contact::{Contact, EmailAddress};
use shared::locale::Locale;

use super::TestApp;

pub struct MessageBuilder<'a> {
    about: &'a str,
    to: &'a str,
}

/// A message about a row with this id.
pub fn message_about(about: &str) -> MessageBuilder<'_> {
    MessageBuilder {
        about,
        to: "ana@example.org",
    }
}

impl<'a> MessageBuilder<'a> {
    pub fn to(self, email: &'a str) -> Self {
        Self { to: email, ..self }
    }

    fn build(&self, test: &TestApp) -> NewMessage {
        let app = &test.app;
        let contact = Contact::Email(EmailAddress::parse(self.to).unwrap());
        let draft = Draft {
            about: self.about,
            generation: "",
            contact: &contact,
            contact_hash: app.contact_hashers.bucket(&contact),
            locale: Locale::ENGLISH,
            content: Content::NotFound {
                request_code: "K7P4",
                request_url: "https://vax.example.org/request",
                help_url: "https://vax.example.org/help",
            },
            created_at: app.clock.now(),
        };
        new_message(draft, &app.words, &app.portal_in(Locale::ENGLISH), &app.seal)
    }

    /// Writes the row and wakes the loop that sends it, as `access::fulfill` does.
    pub async fn queue(&self, test: &TestApp) -> Result<(), DbError> {
        let message = self.build(test);
        let queue = Queue::Messages(message.channel);
        test.app
            .db
            .write(move |conn| messages::insert(conn, &message))
            .await?;
        test.app.wake.ring(queue);
        Ok(())
    }
}
