//! Issues the cards of one person: which doses, how much detail, how many cards.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use shared::health_card::{Disease, HealthCard, JWS_MAX_CHARS};

use super::bundle::{Detail, bundle};
use super::dose::{CardDose, covid_doses};
use super::jws::{Claims, sign};
use super::keys::{PublicKey, SigningKey};
use super::qr::numeric_text;
use crate::record::catalogue::Catalogue;
use crate::record::{ReportedImmunization, ReportedPatient};

/// The issuer of the cards: its address, its active key, and its retired keys.
pub struct Issuer {
    url: String,
    active: SigningKey,
    retired: Vec<PublicKey>,
}

impl Issuer {
    /// `issuer_url` is an https origin. A slash at its end is removed, because wallets compare the text.
    pub fn new(issuer_url: &str, active: SigningKey, retired: Vec<PublicKey>) -> Self {
        Self {
            url: issuer_url.trim_end_matches('/').to_owned(),
            active,
            retired,
        }
    }

    /// The id of the active key, which `revocation::rid` needs.
    pub fn kid(&self) -> &str {
        self.active.kid()
    }

    /// The JWK set. It includes the retired keys, so that the cards that they signed stay valid.
    pub fn jwks(&self) -> Value {
        let retired = self.retired.iter().filter(|key| key.kid() != self.kid());
        let keys: Vec<Value> = std::iter::once(self.active.public_key())
            .chain(retired)
            .map(PublicKey::jwk)
            .collect();
        json!({ "keys": keys })
    }

    /// The cards that certify this person's COVID-19 doses; none without such doses. To fit one QR, a card first omits the
    /// performer, then the lot number; then the doses are split over several cards. No dose is omitted.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a plain value of the card, and a struct would only rename them"
    )]
    pub fn issue(
        &self,
        patient: &ReportedPatient,
        immunizations: &[ReportedImmunization],
        catalogue: &Catalogue,
        rid: &str,
        now: DateTime<Utc>,
    ) -> Vec<HealthCard> {
        let doses = covid_doses(immunizations, catalogue);
        if doses.is_empty() {
            return Vec::new();
        }
        let card = |doses: &[CardDose], detail| {
            let jws = sign(
                &Claims::new(&self.url, now, bundle(patient, doses, detail), rid),
                &self.active,
            );
            HealthCard {
                disease: Disease::Covid19,
                qr_numeric: numeric_text(&jws),
                jws,
                issued_at: now.to_rfc3339_opts(SecondsFormat::Secs, true),
                doses: u32::try_from(doses.len()).unwrap_or(u32::MAX),
            }
        };
        let in_one = [Detail::Everything, Detail::NoPerformer, Detail::NoPerformerNoLot]
            .into_iter()
            .map(|detail| card(&doses, detail))
            .find(fits_one_qr);
        if let Some(card) = in_one {
            return vec![card];
        }
        let split = |parts| -> Vec<HealthCard> {
            balanced(&doses, parts)
                .map(|doses| card(doses, Detail::NoPerformerNoLot))
                .collect()
        };
        (2..doses.len())
            .map(split)
            .find(|cards| cards.iter().all(fits_one_qr))
            // One dose per card is the finest split.
            .unwrap_or_else(|| split(doses.len()))
    }
}

/// The file that a wallet opens: JSON with the signed text.
pub fn file_of(card: &HealthCard) -> String {
    json!({ "verifiableCredential": [card.jws] }).to_string()
}

fn fits_one_qr(card: &HealthCard) -> bool {
    card.jws.len() <= JWS_MAX_CHARS
}

/// Splits the doses, in their order, into this many parts whose sizes differ by at most one.
fn balanced(doses: &[CardDose], parts: usize) -> impl Iterator<Item = &[CardDose]> {
    let bounds = move |part: usize| part * doses.len() / parts;
    (0..parts).map(move |part| &doses[bounds(part)..bounds(part + 1)])
}
