//! The viewing session after a right PIN: a signed token in a cookie, bound to one link and renewed when the record is read.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use shared::session::SessionTimes;

use crate::access::unlock::UnlockedLink;
use crate::app::App;
use crate::db::{DbError, access_links};
use crate::secrets::session_keys::SessionKeys;

/// The cookie's name. Browsers accept `__Host-` only with Secure.
pub const COOKIE: &str = "__Host-myvax";
/// Its name over http, where browsers reject Secure: in the demo and on a loopback address.
pub const HTTP_COOKIE: &str = "myvax";

/// A session without use ends after this time.
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// Every session ends after this time.
pub const ABSOLUTE: TimeDelta = TimeDelta::minutes(60);

/// How far ahead the clock of the machine that issued a session may be. A session from further ahead would outlive its
/// hour.
const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::minutes(2);

/// A session that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub link_id: String,
    /// When the visitor typed the PIN.
    pub began_at: DateTime<Utc>,
    issued_at: DateTime<Utc>,
    /// "Lock" raises the link's number, so that sessions with an earlier one are over.
    number: i32,
}

/// Times in microseconds since 1970.
#[derive(Serialize, Deserialize)]
struct Claims {
    link: String,
    number: i32,
    began: i64,
    issued: i64,
}

impl Session {
    pub fn begin(link: UnlockedLink, now: DateTime<Utc>) -> Self {
        Self {
            link_id: link.id,
            began_at: now,
            issued_at: now,
            number: link.session_number,
        }
    }

    /// The same session, used now.
    #[must_use]
    pub fn renewed(&self, now: DateTime<Utc>) -> Self {
        Self {
            issued_at: now,
            ..self.clone()
        }
    }

    /// Reads and checks the cookie of a call: signature, times, and that the link's sessions were not ended.
    pub async fn of(app: &App, request: &HttpRequest) -> Result<Option<Self>, DbError> {
        let Some(cookie) = request.cookie(cookie_name(app)) else {
            return Ok(None);
        };
        let now = app.clock.now();
        let Some(session) =
            Self::read(cookie.value(), &app.session_keys).filter(|session| session.is_alive(now))
        else {
            return Ok(None);
        };
        let id = session.link_id.clone();
        let link = app.db.read(move |conn| access_links::find(conn, &id)).await?;
        Ok(link
            .filter(|link| session.number == link.session_number)
            .map(|_| session))
    }

    pub fn cookie(&self, app: &App) -> Cookie<'static> {
        let claims = Claims {
            link: self.link_id.clone(),
            number: self.number,
            began: self.began_at.timestamp_micros(),
            issued: self.issued_at.timestamp_micros(),
        };
        let key = EncodingKey::from_secret(app.session_keys.now().current().session.as_slice());
        let token = encode(&Header::new(Algorithm::HS256), &claims, &key).expect("plain claims serialize");
        // A session cookie: the browser deletes it when it closes, and the server rejects it long before.
        base_cookie(app, token)
    }

    fn read(token: &str, keys: &SessionKeys) -> Option<Self> {
        let mut validation = Validation::new(Algorithm::HS256);
        // This server's clock checks the times, not the library's.
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        let known = keys.now();
        let decoded = known.all().find_map(|keys| {
            let key = DecodingKey::from_secret(keys.session.as_slice());
            decode::<Claims>(token, &key, &validation).ok()
        });
        let claims = decoded?.claims;
        Some(Self {
            link_id: claims.link,
            began_at: DateTime::from_timestamp_micros(claims.began)?,
            issued_at: DateTime::from_timestamp_micros(claims.issued)?,
            number: claims.number,
        })
    }

    fn is_alive(&self, now: DateTime<Utc>) -> bool {
        let is_from_the_future = self.issued_at > now + CLOCKS_DIFFER_BY;
        now < self.issued_at + IDLE && now < self.ends_at() && !is_from_the_future
    }

    fn ends_at(&self) -> DateTime<Utc> {
        self.began_at + ABSOLUTE
    }

    /// The remaining time, for the answer that sets the cookie.
    pub fn times(&self, now: DateTime<Utc>) -> SessionTimes {
        let seconds_until = |end: DateTime<Utc>| u32::try_from((end - now).num_seconds()).unwrap_or(0);
        SessionTimes {
            ends_in_seconds: seconds_until(self.ends_at()),
            idle_ends_in_seconds: seconds_until(self.ends_at().min(self.issued_at + IDLE)),
        }
    }
}

/// The cookie that removes the session's cookie.
pub fn removal_cookie(app: &App) -> Cookie<'static> {
    let mut cookie = base_cookie(app, String::new());
    cookie.set_max_age(CookieDuration::ZERO);
    cookie
}

fn base_cookie(app: &App, value: String) -> Cookie<'static> {
    Cookie::build(cookie_name(app), value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.is_https())
        .finish()
}

fn cookie_name(app: &App) -> &'static str {
    if app.is_https() { COOKIE } else { HTTP_COOKIE }
}
