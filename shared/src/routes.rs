//! The paths that browser and server share.

/// Calls of the HTTP API.
pub mod api {
    pub const PORTAL: &str = "/api/v1/portal";
    pub const BOT_CHALLENGE: &str = "/api/v1/bot-challenge";
    pub const ACCESS_REQUESTS: &str = "/api/v1/access-requests";
    pub const UNLOCK: &str = "/api/v1/unlock";
    pub const REVOKE_LINK: &str = "/api/v1/links/revoke";
    pub const RECORD: &str = "/api/v1/record";
    /// Followed by `/` and the place of the card in `health_cards`, from 0.
    pub const HEALTH_CARD: &str = "/api/v1/record/health-card";
    pub const LOCK: &str = "/api/v1/lock";
    /// The text gateway reports the delivery of a message here.
    pub const SMS_STATUS: &str = "/api/v1/sms-status";
    /// The messages that a phone or mailbox would have received; only in the demo.
    pub const DEMO_INBOX: &str = "/api/v1/demo/inbox";
    pub const OPENAPI: &str = "/api/openapi.json";
    pub const JWKS: &str = "/.well-known/jwks.json";
}

/// The addresses of pages.
pub mod page {
    pub const START: &str = "/";
    pub const REQUEST: &str = "/request";
    pub const REQUEST_SENT: &str = "/request/sent";
    pub const OPEN: &str = "/open";
    pub const RECORD: &str = "/record";
    pub const CARD: &str = "/record/card";
    pub const HELP: &str = "/help";
    pub const PRIVACY: &str = "/privacy";
    pub const TERMS: &str = "/terms";
    pub const ACCESSIBILITY: &str = "/accessibility";
    pub const DEMO_INBOX: &str = "/demo/inbox";

    /// The paths for which the server sends the page shell; below `HELP` one more part names the topic.
    pub const ALL: [&str; 11] = [
        START,
        REQUEST,
        REQUEST_SENT,
        OPEN,
        RECORD,
        CARD,
        HELP,
        PRIVACY,
        TERMS,
        ACCESSIBILITY,
        DEMO_INBOX,
    ];

    /// The topics of the help pages, as in `/help/<topic>`.
    pub const HELP_TOPICS: [&str; 9] = [
        "how-to",
        "not-found",
        "wrong-record",
        "not-updated",
        "federal",
        "questions",
        "helping-someone",
        "without-phone",
        "contact",
    ];
}

/// The query parameter that selects the language on any page.
pub const LANG_QUERY: &str = "lang";
/// The cookie that stores the language. The browser app sets it; the server reads it for the first page.
pub const LANG_COOKIE: &str = "lang";
